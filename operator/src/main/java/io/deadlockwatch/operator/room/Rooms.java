package io.deadlockwatch.operator.room;

import io.deadlockwatch.operator.admission.SamplerRoom;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The room for samplers by namespace, kept like the API server's quotas and limit ranges. */
public final class Rooms implements AutoCloseable {

    private final KubernetesClient client;
    private final List<SharedIndexInformer<ResourceQuota>> quotas = new ArrayList<>();
    private final List<SharedIndexInformer<LimitRange>> ranges = new ArrayList<>();

    public Rooms(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Starts, and returns when all are known.
     *
     * @param namespaces empty: all
     */
    public void start(List<String> namespaces) {
        if (namespaces.isEmpty()) {
            quotas.add(client.resourceQuotas().inAnyNamespace().inform(new Ignore<>()));
            ranges.add(client.limitRanges().inAnyNamespace().inform(new Ignore<>()));
        }
        for (String namespace : namespaces) {
            quotas.add(client.resourceQuotas().inNamespace(namespace).inform(new Ignore<>()));
            ranges.add(client.limitRanges().inNamespace(namespace).inform(new Ignore<>()));
        }
    }

    /** The room in a namespace; empty if nothing bounds it. */
    public Optional<SamplerRoom> room(String namespace) {
        return RoomRules.room(in(namespace, quotas), in(namespace, ranges));
    }

    private static <T> List<T> in(String namespace, List<SharedIndexInformer<T>> informers) {
        return informers.stream()
                .flatMap(informer -> informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace).stream())
                .toList();
    }

    @Override
    public void close() {
        quotas.forEach(SharedIndexInformer::stop);
        ranges.forEach(SharedIndexInformer::stop);
    }

    /** What is new is read when it is asked for. */
    private static final class Ignore<T> implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T object) {}

        @Override
        public void onUpdate(T before, T now) {}

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {}
    }
}
