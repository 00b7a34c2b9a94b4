package io.deadlockwatch.operator.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;

/** Keeps {@link Pods} like the API server's, one informer a namespace or one for all. */
public final class PodInformers implements AutoCloseable {

    /** Pods a page when all are listed: bounds the memory of a full list. */
    private static final long PAGE = 500;

    private final KubernetesClient client;
    private final Pods pods;
    private final PodSink sink;
    private final PodReader reader = new PodReader();
    private final List<SharedIndexInformer<Pod>> informers = new ArrayList<>();

    public PodInformers(KubernetesClient client, Pods pods, PodSink sink) {
        this.client = client;
        this.pods = pods;
        this.sink = sink;
    }

    /**
     * Starts, and returns when all pods are known.
     *
     * @param namespaces empty: all
     */
    public void start(List<String> namespaces) {
        if (namespaces.isEmpty()) {
            informers.add(informer(client.pods().inAnyNamespace()));
        }
        for (String namespace : namespaces) {
            informers.add(informer(client.pods().inNamespace(namespace)));
        }
        informers.forEach(SharedIndexInformer::run);
    }

    private SharedIndexInformer<Pod> informer(FilterWatchListDeletable<Pod, ?, PodResource> pods) {
        SharedIndexInformer<Pod> informer = pods.withLimit(PAGE).runnableInformer(0);
        informer.itemStore(new SkeletonStore());
        informer.addEventHandler(new Handler());
        return informer;
    }

    /** Whether every informer has a live watch or is about to have one again. */
    public boolean isHealthy() {
        return !informers.isEmpty() && informers.stream().allMatch(SharedIndexInformer::isRunning);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }

    private final class Handler implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            keep(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod now) {
            if (!before.getMetadata().getUid().equals(now.getMetadata().getUid())) {
                forget(before.getMetadata().getUid());
            }
            keep(now);
        }

        @Override
        public void onDelete(Pod pod, boolean finalStateUnknown) {
            forget(pod.getMetadata().getUid());
        }

        private void keep(Pod pod) {
            pods.put(reader.read(pod));
            sink.put(pod);
        }

        private void forget(String uid) {
            pods.remove(uid);
            sink.remove(uid);
        }
    }
}
