package io.deadlockwatch.crds.testing;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An API server, started once for all tests of a module by {@code test-cluster/up.sh}, with our definitions in it. A test class that is extended with this may ask for
 * it as a parameter. The variable {@code DEADLOCKWATCH_TEST_KUBECONFIG} names one that runs already.
 */
public final class ControlPlane implements ParameterResolver {

    private static final Namespace STORE = Namespace.create(ControlPlane.class);
    private static final String GIVEN = "DEADLOCKWATCH_TEST_KUBECONFIG";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    /** The server of this test run; started if it is the first to ask. */
    public static Server server(ExtensionContext context) {
        return context.getRoot().getStore(STORE).getOrComputeIfAbsent(Server.class, _ -> Server.start(), Server.class);
    }

    /** A running API server, and the right to do everything on it. */
    public static final class Server implements AutoCloseable {

        private final List<String> stop;
        private final Path folder;
        private final Config config;
        private final KubernetesClient client;

        private Server(List<String> stop, Path kubeconfig, Config config) {
            this.stop = stop;
            this.folder = kubeconfig.toAbsolutePath().resolveSibling("");
            this.config = config;
            this.client = new KubernetesClientBuilder().withConfig(config).build();
            installDefinitions(client);
        }

        static Server start() {
            String given = System.getenv(GIVEN);
            if (given != null) {
                return new Server(List.of(), Path.of(given), config(Path.of(given)));
            }
            String name = "it-" + ProcessHandle.current().pid();
            Path scripts = root().resolve("test-cluster");
            List<String> cluster = List.of("control", "--name", name);
            String kubeconfig = run(command(scripts.resolve("up.sh"), cluster)).strip();
            List<String> kubectl = command(scripts.resolve("kubectl.sh"), cluster);
            run(with(kubectl, "create", "serviceaccount", "tester"));
            run(with(
                    kubectl,
                    "create",
                    "clusterrolebinding",
                    "tester",
                    "--clusterrole=cluster-admin",
                    "--serviceaccount=default:tester"));
            String token = run(with(kubectl, "create", "token", "tester")).strip();
            Path file = Path.of(kubeconfig.substring(kubeconfig.lastIndexOf('\n') + 1));
            return new Server(command(scripts.resolve("down.sh"), cluster), file, withToken(config(file), token));
        }

        private static Config config(Path kubeconfig) {
            return Config.fromKubeconfig(kubeconfig.toFile());
        }

        /** The same server as somebody else. */
        public static Config withToken(Config config, String token) {
            return new ConfigBuilder(Config.empty())
                    .withMasterUrl(config.getMasterUrl())
                    .withCaCertData(config.getCaCertData())
                    .withCaCertFile(config.getCaCertFile())
                    .withOauthToken(token)
                    .build();
        }

        private static void installDefinitions(KubernetesClient client) {
            try (Stream<Path> files = Files.list(root().resolve("crds/src/main/resources/crds"))) {
                for (Path file : files.sorted().toList()) {
                    CustomResourceDefinition definition =
                            client.getKubernetesSerialization().unmarshal(Files.newInputStream(file));
                    client.resource(definition).serverSideApply();
                    client.resource(definition).waitUntilCondition(Server::isEstablished, 30, TimeUnit.SECONDS);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The API server writes {@code conditions: null} at first. */
        private static boolean isEstablished(@Nullable CustomResourceDefinition now) {
            return now != null
                    && now.getStatus() != null
                    && now.getStatus().getConditions() != null
                    && now.getStatus().getConditions().stream()
                            .anyMatch(condition -> condition.getType().equals("Established")
                                    && condition.getStatus().equals("True"));
        }

        public KubernetesClient client() {
            return client;
        }

        public Config config() {
            return config;
        }

        /** Where its keys and certificates are. */
        public Path keys() {
            return folder.resolve("pki");
        }

        @Override
        public void close() {
            client.close();
            if (!stop.isEmpty()) {
                run(stop);
            }
        }
    }

    /** The folder of the whole project. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("test-cluster"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("no folder test-cluster above the working directory");
            }
            folder = parent;
        }
        return folder;
    }

    private static List<String> command(Path script, List<String> arguments) {
        return with(List.of(script.toString()), arguments.toArray(String[]::new));
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    /** What the command prints; its complaints go to ours. */
    private static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed with " + process.exitValue());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
