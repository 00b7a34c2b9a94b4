package io.deadlockwatch.operator.component;

import io.deadlockwatch.crds.testing.ControlPlane;
import io.deadlockwatch.crds.testing.ControlPlane.Server;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What the chart installs, as far as the operator role needs it, and that role itself; once for all tests. A test class may ask for it as a parameter. */
public final class Installation implements ParameterResolver {

    /** The lock on the operator that tests share: those that restart it hold it alone. */
    static final String OPERATOR = "the shared operator";

    private static final Namespace STORE = Namespace.create(Installation.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Server server = ControlPlane.server(context);
        return context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(Installed.class, _ -> new Installed(server), Installed.class);
    }

    /** A running operator. */
    public static final class Installed implements AutoCloseable {

        static final String NAMESPACE = "deadlockwatch";

        private final Server server;
        private final Path kubeconfig = Path.of("target", "operator.kubeconfig");
        private final int ingestPort = Application.freePort();
        private final int verdictPort = Application.freePort();
        private Application operator;

        private Installed(Server server) {
            this.server = server;
            prepare();
            this.operator = launch();
        }

        private void prepare() {
            KubernetesClient client = server.client();
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(NAMESPACE)
                            .endMetadata()
                            .build())
                    .serverSideApply();
            giveRights(ShippedRights.all());
            client.resource(new MutatingWebhookConfigurationBuilder()
                            .withNewMetadata()
                            .withName("deadlockwatch")
                            .endMetadata()
                            .build())
                    .serverSideApply();
            writeKubeconfig(kubeconfig, NAMESPACE);
        }

        /** Writes a kubeconfig for the operator of a namespace. */
        void writeKubeconfig(Path file, String namespace) {
            write(file, kubeconfig(token(namespace)));
        }

        private String token(String namespace) {
            TokenRequest request = new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(7_200L)
                    .endSpec()
                    .build();
            return server.client()
                    .serviceAccounts()
                    .inNamespace(namespace)
                    .withName(ShippedRights.OPERATOR)
                    .tokenRequest(request)
                    .getStatus()
                    .getToken();
        }

        private String kubeconfig(String token) {
            Config config = server.config();
            return """
                apiVersion: v1
                kind: Config
                clusters: [{name: it, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: it, user: {token: "%s"}}]
                contexts: [{name: it, context: {cluster: it, user: it}}]
                current-context: it
                """.formatted(config.getMasterUrl(), authorityData(config), token);
        }

        private static String authorityData(Config config) {
            if (config.getCaCertData() != null) {
                return config.getCaCertData();
            }
            try {
                return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Application launch() {
            return Application.start(
                    "operator",
                    Map.ofEntries(
                            Map.entry("KUBECONFIG", kubeconfig.toAbsolutePath().toString()),
                            Map.entry("POD_NAMESPACE", NAMESPACE),
                            Map.entry("DEADLOCKWATCH_WATCH_NAMESPACES", ""),
                            Map.entry("DEADLOCKWATCH_INGEST_PORT", String.valueOf(ingestPort)),
                            Map.entry("DEADLOCKWATCH_VERDICT_PORT", String.valueOf(verdictPort)),
                            Map.entry("QUARKUS_LOG_CATEGORY__IO_DEADLOCKWATCH_OPERATOR_EVENTS__LEVEL", "DEBUG"),
                            Map.entry("QUARKUS_LOG_CATEGORY__IO_DEADLOCKWATCH_OPERATOR_INCIDENT__LEVEL", "DEBUG"),
                            // A back end for events whose certificate only the cluster's own CA vouches for:
                            // LostEventsIT, and that it matters to no other test.
                            Map.entry(
                                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                                    server.config().getMasterUrl()),
                            Map.entry("DEADLOCKWATCH_VERDICT_WARM_UP", "2s"),
                            Map.entry("DEADLOCKWATCH_INJECTION_SELF_TEST_EVERY", "1s"),
                            Map.entry("DEADLOCKWATCH_CERTIFICATE_EXTRA_NAMES", "127.0.0.1"),
                            Map.entry("DEADLOCKWATCH_INCIDENT_CLEAR_AFTER", "3s"),
                            Map.entry("DEADLOCKWATCH_INCIDENT_SETTLE_AFTER_START", "1s")));
        }

        /** Gives the operator these rights, and takes away all others. */
        void giveRights(ShippedRights rights) {
            rights.objects(NAMESPACE)
                    .forEach(object -> server.client().resource(object).serverSideApply());
        }

        /** Ends the operator and starts it again. */
        void restart() {
            operator.close();
            operator = launch();
        }

        KubernetesClient client() {
            return server.client();
        }

        Application operator() {
            return operator;
        }

        /** The API server's keys. */
        Path keys() {
            return server.keys();
        }

        int verdictPort() {
            return verdictPort;
        }

        int ingestPort() {
            return ingestPort;
        }

        /** A namespace of its own for a test. */
        String namespace(String name) {
            client().resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .serverSideApply();
            return name;
        }

        /** The certificate of the operator's CA. */
        String authorityPem() {
            return Objects.requireNonNull(tlsFiles().get("ca.crt"));
        }

        /** The three files of the servers' certificate. */
        Map<String, String> tlsFiles() {
            Secret secret = client().secrets()
                    .inNamespace(NAMESPACE)
                    .withName("deadlockwatch-tls")
                    .require();
            return List.of("ca.crt", "tls.crt", "tls.key").stream()
                    .collect(Collectors.toMap(
                            key -> key,
                            key -> new String(
                                    Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.US_ASCII)));
        }

        static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            operator.close();
        }
    }
}
