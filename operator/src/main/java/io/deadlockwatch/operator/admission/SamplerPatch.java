package io.deadlockwatch.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deadlockwatch.operator.pods.PodNames;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The JSON patch that puts a sampler into a pod, or writes down why there is none.
 *
 * <p>The sampler is the <em>last</em> init container. Native sidecars start in order, each after the one before it is done or, if a sidecar itself, has started: as the
 * last it starts after migrations and the like, which it has nothing to say about, and after a mesh's proxy, without which it would have no network.
 */
final class SamplerPatch {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TOKEN_DIRECTORY = "/var/run/secrets/deadlockwatch.io";
    private static final int TOKEN_SECONDS = 3_600;
    private static final Pattern SECRET_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final String CPU = "10m";
    private static final String MEMORY = "40Mi";

    private final SamplerSettings settings;
    private final String caPem;

    SamplerPatch(SamplerSettings settings, String caPem) {
        this.settings = settings;
        this.caPem = caPem;
    }

    /** Puts a sampler in, with requests equal to limits where the namespace or the pod's class of service asks for it. */
    ArrayNode inject(PodView pod, String watch, Optional<SamplerRoom> room) {
        ArrayNode patch = JSON.arrayNode();
        append(patch, "/spec/volumes", pod.hasVolumes(), volume(pod));
        append(patch, "/spec/initContainers", pod.hasInitContainers(), container(pod, room));
        annotate(patch, pod, watch, "injected");
        return patch;
    }

    /** Says why none is put in. */
    ArrayNode skip(PodView pod, String watch, Admission why) {
        ArrayNode patch = JSON.arrayNode();
        annotate(patch, pod, watch, "skipped-" + why.reason());
        return patch;
    }

    private static void append(ArrayNode patch, String list, boolean exists, JsonNode item) {
        if (exists) {
            add(patch, list + "/-", item);
        } else {
            add(patch, list, JSON.arrayNode().add(item));
        }
    }

    private static void annotate(ArrayNode patch, PodView pod, String watch, String injection) {
        if (!pod.hasAnnotations()) {
            add(patch, "/metadata/annotations", JSON.objectNode());
        }
        add(patch, annotation(PodNames.INJECTION), JSON.textNode(injection));
        add(patch, annotation(PodNames.WATCH), JSON.textNode(watch));
    }

    private static String annotation(String name) {
        return "/metadata/annotations/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static void add(ArrayNode patch, String path, JsonNode value) {
        patch.add(JSON.objectNode().put("op", "add").put("path", path).set("value", value));
    }

    /**
     * The files of the sampler: its own token, and the credentials for the pod's pprof if the pod names a Secret with such. That one is optional and so is each key, because
     * a volume that cannot be mounted would keep the pod from starting. One volume for both: the second could not be mounted inside the first, which is read-only.
     */
    private static ObjectNode volume(PodView pod) {
        ObjectNode token = JSON.objectNode()
                .put("audience", PodNames.AUDIENCE)
                .put("expirationSeconds", TOKEN_SECONDS)
                .put("path", "token");
        ObjectNode volume = JSON.objectNode().put("name", PodNames.TOKEN_VOLUME);
        ArrayNode sources = volume.putObject("projected").putArray("sources");
        sources.addObject().set("serviceAccountToken", token);
        String name = pod.annotation(PodNames.PPROF_CREDENTIALS);
        if (SECRET_NAME.matcher(name).matches()) {
            ObjectNode secret =
                    sources.addObject().putObject("secret").put("name", name).put("optional", true);
            ArrayNode items = secret.putArray("items");
            PodNames.PPROF_KEYS.forEach(key -> items.addObject().put("key", key).put("path", "pprof/" + key));
        }
        return volume;
    }

    private ObjectNode container(PodView pod, Optional<SamplerRoom> room) {
        ObjectNode container = JSON.objectNode()
                .put("name", PodNames.SAMPLER_CONTAINER)
                .put("image", settings.image())
                .put("imagePullPolicy", settings.pullPolicy())
                .put("restartPolicy", "Always");
        container.set("env", environment());
        container.set("resources", resources(QosClass.isGuaranteed(pod), room));
        container.set("securityContext", securityContext());
        container
                .putArray("volumeMounts")
                .addObject()
                .put("name", PodNames.TOKEN_VOLUME)
                .put("mountPath", TOKEN_DIRECTORY)
                .put("readOnly", true);
        return container;
    }

    private ArrayNode environment() {
        ArrayNode environment = JSON.arrayNode();
        value(environment, "DEADLOCKWATCH_OPERATOR_URL", settings.operatorUrl());
        value(environment, "DEADLOCKWATCH_CA", caPem);
        value(environment, "DEADLOCKWATCH_TOKEN_FILE", TOKEN_DIRECTORY + "/token");
        field(environment, "POD_NAMESPACE", "metadata.namespace");
        field(environment, "POD_NAME", "metadata.name");
        field(environment, "POD_UID", "metadata.uid");
        field(environment, "NODE_NAME", "spec.nodeName");
        return environment;
    }

    private static void value(ArrayNode environment, String name, String value) {
        environment.addObject().put("name", name).put("value", value);
    }

    private static void field(ArrayNode environment, String name, String path) {
        environment
                .addObject()
                .put("name", name)
                .putObject("valueFrom")
                .putObject("fieldRef")
                .put("fieldPath", path);
    }

    private static ObjectNode resources(boolean guaranteed, Optional<SamplerRoom> room) {
        ObjectNode resources = JSON.objectNode();
        String memoryLimit = room.map(SamplerRoom::memoryMebi).orElse(SamplerRoom.MEMORY_MEBI) + "Mi";
        ObjectNode requests = resources.putObject("requests");
        ObjectNode limits = resources.putObject("limits");
        if (guaranteed || room.isPresent()) {
            String cpu = room.map(SamplerRoom::cpuMillis).orElse(SamplerRoom.CPU_MILLIS) + "m";
            requests.put("cpu", cpu).put("memory", memoryLimit);
            limits.put("cpu", cpu).put("memory", memoryLimit);
        } else {
            requests.put("cpu", CPU).put("memory", MEMORY);
            limits.put("memory", memoryLimit);
        }
        return resources;
    }

    private ObjectNode securityContext() {
        ObjectNode context = JSON.objectNode();
        settings.user().ifPresent(user -> context.put("runAsUser", user));
        context.put("runAsNonRoot", true).put("readOnlyRootFilesystem", true).put("allowPrivilegeEscalation", false);
        context.putObject("capabilities").putArray("drop").add("ALL");
        context.putObject("seccompProfile").put("type", "RuntimeDefault");
        return context;
    }
}
