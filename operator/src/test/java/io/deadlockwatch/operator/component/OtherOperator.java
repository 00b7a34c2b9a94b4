package io.deadlockwatch.operator.component;

import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An operator beside the one that all tests share: with rights, namespaces and a webhook configuration of its own. */
final class OtherOperator implements AutoCloseable {

    static final String CONFIGURATION = "deadlockwatch-other";

    private final Installed installed;
    private final Application application;

    private OtherOperator(Installed installed, Application application) {
        this.installed = installed;
        this.application = application;
    }

    /**
     * Starts it, and returns when it is ready.
     *
     * @param namespace its own
     * @throws IllegalStateException if it ends or never becomes ready
     */
    static OtherOperator start(
            Installed installed, String namespace, ShippedRights rights, Map<String, String> settings) {
        installed.namespace(namespace);
        rights.objects(namespace)
                .forEach(object -> installed.client().resource(object).serverSideApply());
        installed
                .client()
                .resource(new MutatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName(CONFIGURATION)
                        .endMetadata()
                        .build())
                .serverSideApply();
        Path kubeconfig = Path.of("target", namespace + ".kubeconfig");
        installed.writeKubeconfig(kubeconfig, namespace);
        Map<String, String> environment = new HashMap<>(Map.of(
                "KUBECONFIG", kubeconfig.toAbsolutePath().toString(),
                "POD_NAMESPACE", namespace,
                "DEADLOCKWATCH_WATCH_NAMESPACES", String.join(",", rights.namespaces()),
                "DEADLOCKWATCH_INGEST_PORT", String.valueOf(Application.freePort()),
                "DEADLOCKWATCH_VERDICT_PORT", String.valueOf(Application.freePort()),
                "DEADLOCKWATCH_INJECTION_SELF_TEST_EVERY", "1s",
                "DEADLOCKWATCH_INJECTION_CONFIGURATION", CONFIGURATION));
        environment.putAll(settings);
        return new OtherOperator(installed, Application.start(namespace, environment));
    }

    Application application() {
        return application;
    }

    /** The webhook configuration that it fills. */
    MutatingWebhookConfiguration configuration() {
        return installed
                .client()
                .resources(MutatingWebhookConfiguration.class)
                .withName(CONFIGURATION)
                .require();
    }

    @Override
    public void close() {
        application.close();
        installed
                .client()
                .resources(MutatingWebhookConfiguration.class)
                .withName(CONFIGURATION)
                .delete();
    }
}
