package io.deadlockwatch.operator.incident;

import io.deadlockwatch.crds.BlockingIncident;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects in memory, as an API server keeps them: no status without an object. Can fail, once or for good. */
final class FakeIncidentStore implements IncidentStore {

    private final Map<String, BlockingIncident> objects = new LinkedHashMap<>();
    private int failures;
    private int attempts;
    private boolean refusing;

    /** The next writes of an incident fail. */
    void fail(int writes) {
        failures = writes;
    }

    void refuseForGood() {
        refusing = true;
    }

    void clear() {
        objects.clear();
    }

    /** Writes of an incident begun so far. */
    int attempts() {
        return attempts;
    }

    /** What the statuses say. */
    List<Integer> goroutines() {
        return objects.values().stream()
                .filter(incident -> incident.getStatus() != null)
                .map(incident -> incident.getStatus().goroutines())
                .toList();
    }

    @Override
    public void create(BlockingIncident incident) throws StoreException {
        answer();
        objects.putIfAbsent(incident.getMetadata().getName(), incident);
    }

    @Override
    public boolean applyStatus(BlockingIncident incident) throws StoreException {
        answer();
        return objects.replace(incident.getMetadata().getName(), incident) != null;
    }

    @Override
    public void delete(BlockingIncident incident) throws StoreException {
        answer();
        objects.remove(incident.getMetadata().getName());
    }

    private void answer() throws StoreException {
        attempts++;
        if (refusing) {
            throw new StoreException("the namespace is being terminated", true, new IllegalStateException());
        }
        if (failures > 0) {
            failures--;
            throw new StoreException("the API server is away", false, new IllegalStateException());
        }
    }
}
