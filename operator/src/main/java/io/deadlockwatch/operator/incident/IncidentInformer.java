package io.deadlockwatch.operator.incident;

import io.deadlockwatch.crds.BlockingIncident;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;

/** Reads the incidents that are there at a start, and what people write into them later. */
public final class IncidentInformer implements AutoCloseable {

    private final KubernetesClient client;
    private final IncidentBook book;
    private final IncidentObjects objects = new IncidentObjects();
    private final List<SharedIndexInformer<BlockingIncident>> informers = new ArrayList<>();

    public IncidentInformer(KubernetesClient client, IncidentBook book) {
        this.client = client;
        this.book = book;
    }

    /**
     * Starts, and returns when the book holds every incident.
     *
     * @param namespaces empty: all
     */
    public void start(List<String> namespaces) {
        var resources = client.resources(BlockingIncident.class);
        if (namespaces.isEmpty()) {
            informers.add(resources.inAnyNamespace().runnableInformer(0));
        }
        namespaces.forEach(
                namespace -> informers.add(resources.inNamespace(namespace).runnableInformer(0)));
        for (SharedIndexInformer<BlockingIncident> informer : informers) {
            informer.run();
            book.restore(informer.getStore().list().stream()
                    .flatMap(resource -> objects.read(resource).stream())
                    .toList());
            informer.addEventHandler(new Handler());
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }

    private final class Handler implements ResourceEventHandler<BlockingIncident> {

        @Override
        public void onAdd(BlockingIncident resource) {
            suppress(resource);
        }

        @Override
        public void onUpdate(BlockingIncident before, BlockingIncident now) {
            suppress(now);
        }

        @Override
        public void onDelete(BlockingIncident resource, boolean finalStateUnknown) {
            objects.key(resource).ifPresent(book::forget);
        }

        private void suppress(BlockingIncident resource) {
            objects.key(resource).ifPresent(key -> book.suppress(key, objects.suppressedUntil(resource)));
        }
    }
}
