package io.deadlockwatch.operator.pods;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The pods that are there, by uid. Safe for many threads. */
public final class Pods {

    private final Map<String, PodInfo> byUid = new ConcurrentHashMap<>();

    public Optional<PodInfo> find(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** All of them; a view that may change while it is read. */
    public Collection<PodInfo> all() {
        return byUid.values();
    }

    public void put(PodInfo pod) {
        byUid.put(pod.uid(), pod);
    }

    public void remove(String uid) {
        byUid.remove(uid);
    }
}
