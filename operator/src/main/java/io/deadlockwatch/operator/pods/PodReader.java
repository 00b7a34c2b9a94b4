package io.deadlockwatch.operator.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reduces a pod to what is kept of it. */
public final class PodReader {

    private static final String TEMPLATE_HASH = "pod-template-hash";
    private static final String ROLLOUTS_TEMPLATE_HASH = "rollouts-pod-template-hash";
    private static final String CONTROLLER_REVISION = "controller-revision-hash";
    private static final List<String> REVISION_LABELS =
            List.of(TEMPLATE_HASH, ROLLOUTS_TEMPLATE_HASH, CONTROLLER_REVISION);
    private static final List<String> ANNOTATIONS = List.of("deadlockwatch.io/", "profiles.grafana.com/goroutine.");

    /** What the object says now. */
    public PodInfo read(Pod pod) {
        ObjectMeta meta = pod.getMetadata();
        PodSpec spec = pod.getSpec();
        Map<String, String> labels = orEmpty(meta.getLabels());
        boolean running = pod.getStatus() != null
                && "Running".equals(pod.getStatus().getPhase())
                && meta.getDeletionTimestamp() == null;
        Workload owner = workload(meta, labels);
        Optional<Workload> copied = FlaggerPrimary.copied(owner, meta);
        return new PodInfo(
                meta.getNamespace(),
                meta.getName(),
                meta.getUid(),
                labels,
                ours(orEmpty(meta.getAnnotations())),
                Objects.requireNonNullElse(spec.getServiceAccountName(), "default"),
                copied.orElse(owner),
                revision(meta, labels),
                copied.isPresent(),
                running,
                Boolean.TRUE.equals(spec.getHostNetwork()),
                isWindows(spec),
                sampler(spec),
                containers(pod),
                placement(pod));
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static Map<String, String> ours(Map<String, String> annotations) {
        Map<String, String> kept = new HashMap<>();
        annotations.forEach((key, value) -> {
            if (ANNOTATIONS.stream().anyMatch(key::startsWith)) {
                kept.put(key, value);
            }
        });
        return kept;
    }

    private static Placement placement(Pod pod) {
        String ip = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        return new Placement(
                Objects.requireNonNullElse(pod.getSpec().getNodeName(), ""), Objects.requireNonNullElse(ip, ""));
    }

    private static boolean isWindows(PodSpec spec) {
        return (spec.getOs() != null && "windows".equals(spec.getOs().getName()))
                || "windows".equals(orEmpty(spec.getNodeSelector()).get("kubernetes.io/os"));
    }

    private static Optional<String> sampler(PodSpec spec) {
        return spec.getInitContainers().stream()
                .filter(container -> container.getName().equals(PodNames.SAMPLER_CONTAINER))
                .map(container -> Objects.requireNonNullElse(container.getImage(), ""))
                .findFirst();
    }

    /**
     * The owner's owner without asking for it: a ReplicaSet is named after its Deployment and the hash that stands in the pod's label, and so is an Argo Rollout's.
     */
    private static Workload workload(ObjectMeta meta, Map<String, String> labels) {
        Optional<OwnerReference> controller = meta.getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
        if (controller.isEmpty()) {
            return new Workload("Pod", meta.getName());
        }
        OwnerReference owner = controller.get();
        if (owner.getKind().equals("ReplicaSet")) {
            String rollout = withoutSuffix(owner.getName(), labels.get(ROLLOUTS_TEMPLATE_HASH));
            if (rollout != null) {
                return new Workload("Rollout", rollout);
            }
            String deployment = withoutSuffix(owner.getName(), labels.get(TEMPLATE_HASH));
            if (deployment != null) {
                return new Workload("Deployment", deployment);
            }
        }
        return new Workload(owner.getKind(), owner.getName());
    }

    private static @Nullable String withoutSuffix(String name, @Nullable String hash) {
        if (hash == null || !name.endsWith("-" + hash)) {
            return null;
        }
        return name.substring(0, name.length() - hash.length() - 1);
    }

    private static String revision(ObjectMeta meta, Map<String, String> labels) {
        for (String label : REVISION_LABELS) {
            String value = labels.get(label);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        String name = meta.getName();
        return name.length() <= PodNames.MAX_REVISION ? name : name.substring(0, PodNames.MAX_REVISION);
    }

    private static List<ContainerInfo> containers(Pod pod) {
        Map<String, ContainerStatus> statuses = new HashMap<>();
        if (pod.getStatus() != null) {
            pod.getStatus().getContainerStatuses().forEach(status -> statuses.put(status.getName(), status));
        }
        List<ContainerInfo> containers = new ArrayList<>();
        for (Container container : pod.getSpec().getContainers()) {
            Map<String, Integer> ports = new HashMap<>();
            for (ContainerPort port : container.getPorts()) {
                if (port.getName() != null) {
                    ports.put(port.getName(), port.getContainerPort());
                }
            }
            ContainerStatus status = statuses.get(container.getName());
            containers.add(new ContainerInfo(
                    container.getName(),
                    Objects.requireNonNullElse(container.getImage(), ""),
                    status == null ? "" : digest(status.getImageID()),
                    ports,
                    status == null ? Optional.empty() : startedAt(status),
                    status == null || status.getRestartCount() == null ? 0 : status.getRestartCount()));
        }
        return containers;
    }

    private static String digest(@Nullable String imageId) {
        int at = imageId == null ? -1 : imageId.lastIndexOf("sha256:");
        return imageId == null || at < 0 ? "" : imageId.substring(at);
    }

    private static Optional<Instant> startedAt(ContainerStatus status) {
        if (status.getState() == null || status.getState().getRunning() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(status.getState().getRunning().getStartedAt()));
        } catch (DateTimeException | NullPointerException _) {
            return Optional.of(Instant.EPOCH);
        }
    }
}
