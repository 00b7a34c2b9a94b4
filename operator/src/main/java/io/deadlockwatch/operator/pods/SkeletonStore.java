package io.deadlockwatch.operator.pods;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the informer itself must remember of a pod: which one it was and in which version. The rest is in {@link Pods}. */
final class SkeletonStore implements ItemStore<Pod> {

    private final Map<String, Pod> byKey = new ConcurrentHashMap<>();

    @Override
    public @Nullable Pod put(String key, Pod pod) {
        ObjectMeta meta = pod.getMetadata();
        return byKey.put(
                key,
                new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(meta.getNamespace())
                        .withName(meta.getName())
                        .withUid(meta.getUid())
                        .withResourceVersion(meta.getResourceVersion())
                        .endMetadata()
                        .build());
    }

    @Override
    public @Nullable Pod remove(String key) {
        return byKey.remove(key);
    }

    @Override
    public Stream<String> keySet() {
        return byKey.keySet().stream();
    }

    @Override
    public Stream<Pod> values() {
        return byKey.values().stream();
    }

    @Override
    public @Nullable Pod get(String key) {
        return byKey.get(key);
    }

    @Override
    public int size() {
        return byKey.size();
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    @Override
    public String getKey(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
