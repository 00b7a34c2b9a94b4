package io.deadlockwatch.operator.webhookconfig;

import io.deadlockwatch.operator.admission.SamplerRoom;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Fills the chart's webhook configuration. The chart owns the object, the operator the list in it: server-side apply with a name of its own keeps the two apart.
 * Called by one thread.
 */
public final class WebhookConfigWriter {

    /** Annotation of the configuration: the sampler image that is not injected any more. Who takes it away has it injected again. */
    public static final String SUSPENDED = "deadlockwatch.io/injection-suspended";

    private static final Logger LOG = Logger.getLogger(WebhookConfigWriter.class);
    private static final Duration REPEAT = Duration.ofMinutes(1);
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("deadlockwatch-operator")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final WebhookEntries entries;
    private final String name;
    private final Clock clock;
    private List<MutatingWebhook> applied = List.of();
    private Optional<String> noted = Optional.empty();
    private Instant appliedAt = Instant.EPOCH;
    private Map<String, Integer> leftOut = Map.of();

    /**
     * A writer.
     *
     * @param name of the configuration
     * @param rooms the room for samplers, by namespace
     */
    public WebhookConfigWriter(
            KubernetesClient client,
            String name,
            String ownNamespace,
            Function<String, Optional<SamplerRoom>> rooms,
            Clock clock) {
        this.client = client;
        this.name = name;
        this.entries = new WebhookEntries(ownNamespace, rooms);
        this.clock = clock;
    }

    /** The sampler image that an operator noted down as suspended; empty if there is none, or no configuration. */
    public Optional<String> suspended() {
        MutatingWebhookConfiguration there = client.resources(MutatingWebhookConfiguration.class)
                .withName(name)
                .get();
        return there == null || there.getMetadata().getAnnotations() == null
                ? Optional.empty()
                : Optional.ofNullable(there.getMetadata().getAnnotations().get(SUSPENDED));
    }

    /**
     * Whether a note that this writer left is there no more: somebody wants injection again. Asks the API server only if there should be one.
     */
    public boolean isNoteTakenAway() {
        try {
            return noted.isPresent() && suspended().isEmpty();
        } catch (KubernetesClientException e) {
            LOG.debugf("the webhook configuration %s cannot be read: %s", name, e.getMessage());
            return false;
        }
    }

    /**
     * Makes the configuration what the watches ask for, at once if that changed, else once a minute in case that failed or somebody else changed it.
     *
     * @param suspendedImage the sampler image that must not be injected: then no watch has an entry, and a note says why
     */
    public void sync(List<WatchPolicy> watches, String caPem, Optional<String> suspendedImage) {
        Instant now = clock.instant();
        EntryBudget.Fitting fitting = entries.of(suspendedImage.isPresent() ? List.of() : watches, caPem);
        warn(fitting.leftOut());
        List<MutatingWebhook> wanted = new ArrayList<>(fitting.entries());
        wanted.add(entries.selfTest(caPem));
        boolean due = Duration.between(appliedAt, now).compareTo(REPEAT) >= 0;
        if (!due && wanted.equals(applied) && suspendedImage.equals(noted)) {
            return;
        }
        MutatingWebhookConfiguration configuration = new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .withAnnotations(
                        suspendedImage.map(image -> Map.of(SUSPENDED, image)).orElse(Map.of()))
                .endMetadata()
                .withWebhooks(wanted)
                .build();
        appliedAt = now;
        applied = wanted;
        try {
            client.resource(configuration).patch(APPLY);
            noted = suspendedImage;
        } catch (KubernetesClientException e) {
            LOG.warnf("the webhook configuration %s cannot be written: %s", name, e.getMessage());
        }
    }

    private void warn(Map<String, Integer> now) {
        if (!now.equals(leftOut) && !now.isEmpty()) {
            LOG.warnf(
                    "the webhook configuration %s has no room for all watches: pods of the newest get no sampler, by namespace %s",
                    name, now);
        }
        leftOut = now;
    }
}
