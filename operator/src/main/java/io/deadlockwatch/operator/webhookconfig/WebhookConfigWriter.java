package io.deadlockwatch.operator.webhookconfig;

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
import org.jboss.logging.Logger;

/**
 * Fills the chart's webhook configuration. The chart owns the object, the operator the list in it: server-side apply with a name of its own keeps the two apart.
 * Called by one thread.
 */
public final class WebhookConfigWriter {

    public static final String NAME = "deadlockwatch";

    private static final Logger LOG = Logger.getLogger(WebhookConfigWriter.class);
    private static final Duration REPEAT = Duration.ofMinutes(1);
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("deadlockwatch-operator")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final WebhookEntries entries;
    private final Clock clock;
    private List<MutatingWebhook> applied = List.of();
    private Instant appliedAt = Instant.EPOCH;

    public WebhookConfigWriter(KubernetesClient client, String ownNamespace, Clock clock) {
        this.client = client;
        this.entries = new WebhookEntries(ownNamespace);
        this.clock = clock;
    }

    /** Makes the configuration what the watches ask for, at once if that changed, else once a minute in case that failed or somebody else changed it. */
    public void sync(List<WatchPolicy> watches, String caPem) {
        Instant now = clock.instant();
        List<MutatingWebhook> wanted = new ArrayList<>(entries.of(watches, caPem));
        wanted.add(entries.selfTest(caPem));
        boolean due = Duration.between(appliedAt, now).compareTo(REPEAT) >= 0;
        if (!due && wanted.equals(applied)) {
            return;
        }
        MutatingWebhookConfiguration configuration = new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(NAME)
                .endMetadata()
                .withWebhooks(wanted)
                .build();
        appliedAt = now;
        applied = wanted;
        try {
            client.resource(configuration).patch(APPLY);
        } catch (KubernetesClientException e) {
            LOG.warnf("the webhook configuration %s cannot be written: %s", NAME, e.getMessage());
        }
    }
}
