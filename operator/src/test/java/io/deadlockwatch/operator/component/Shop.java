package io.deadlockwatch.operator.component;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** The service {@code orders} in a namespace of its own: watched, with one pod, whose sampler the test is. */
record Shop(KubernetesClient client, String namespace, ShopPod pod, FakeSampler sampler) {

    static Shop watched(Installed installed, String name) {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace(name);
        Watches.apply(client, namespace, "orders");
        ShopPod pod = ShopPod.running(client, namespace, "orders", "orders-5d9f-aaaaa");
        return new Shop(client, namespace, pod, new FakeSampler(installed, pod, pod.token()));
    }

    /** One whose image somebody has scanned: the stack that {@link FakeSampler} tells of is predicted. */
    static Shop scanned(Installed installed, String name) {
        Shop shop = watched(installed, name);
        Sarif.apply(shop.client, shop.namespace, "orders-1.4.2", Sarif.RESERVE);
        return shop;
    }

    /** What the pod's reports say that they are about. */
    PodRef self() {
        return new PodRef(namespace, pod.name(), pod.uid());
    }

    List<BlockingIncident> incidents() {
        return client.resources(BlockingIncident.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }
}
