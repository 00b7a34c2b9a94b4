package io.deadlockwatch.operator.injection;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Gets pods going that wait for a sampler that will not start: once a pod, and only pods of which nothing runs yet. Called by one thread. */
public final class Rescue {

    private static final Logger LOG = Logger.getLogger(Rescue.class);
    private static final int MAX_REMEMBERED = 5_000;
    private static final int MAX_AT_ONCE = 100;

    private final PodPatcher patcher;
    private final RescueImage images;
    private final InjectionEvents events;
    private final Map<String, Boolean> tried = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    Rescue(PodPatcher patcher, RescueImage images, InjectionEvents events) {
        this.patcher = patcher;
        this.images = images;
        this.events = events;
    }

    /** One that acts on the API server. */
    public static Rescue on(KubernetesClient client, RescueImage images, InjectionEvents events) {
        return new Rescue(new KubernetesPodPatcher(client), images, events);
    }

    /** Rescues who can be; the rest of very many when called again. */
    void rescue(List<StuckPod> stuck) {
        stuck.stream()
                .filter(pod -> pod.start().pending() && pod.start().state() instanceof SamplerStart.Down)
                .filter(pod -> !tried.containsKey(pod.start().uid()))
                .limit(MAX_AT_ONCE)
                .forEach(this::rescue);
    }

    private void rescue(StuckPod stuck) {
        SamplerStart pod = stuck.start();
        Optional<String> image = images.forPod(stuck);
        if (image.isEmpty()) {
            return;
        }
        tried.put(pod.uid(), true);
        try {
            patcher.replaceSampler(pod, image.get());
            LOG.warnf(
                    "pod %s/%s was stuck because of its sampler (%s of %s): it got %s instead",
                    pod.namespace(), pod.name(), stuck.reason(), pod.image(), image.get());
            events.rescued(stuck, image.get());
        } catch (IOException e) {
            LOG.warnf(
                    "pod %s/%s is stuck because of its sampler (%s of %s) and cannot be helped, delete it: %s",
                    pod.namespace(), pod.name(), stuck.reason(), pod.image(), e.getMessage());
        }
    }
}
