package io.deadlockwatch.cli.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An API server with our definitions and the chart's roles for users, brought up by the scripts in {@code test-cluster/}; driven by kubectl alone, as its users do. */
final class TestCluster implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SCRIPTS = ROOT.resolve("test-cluster");

    private final List<String> level =
            List.of("control", "--name", "cli-" + ProcessHandle.current().pid());
    private final Path kubeconfig;

    private TestCluster() throws IOException {
        String said = command("up.sh", "").strip();
        kubeconfig = Path.of(said.substring(said.lastIndexOf('\n') + 1));
    }

    static TestCluster start() throws IOException {
        TestCluster cluster = new TestCluster();
        try (Stream<Path> definitions = Files.list(ROOT.resolve("crds/src/main/resources/crds"))) {
            for (Path file : definitions.sorted().toList()) {
                cluster.kubectl("", "apply", "--server-side", "-f", file.toString());
            }
        }
        cluster.kubectl("", "wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
        cluster.kubectl(cluster.userRoles(), "apply", "-f", "-");
        return cluster;
    }

    /** The chart's file, without the labels that Helm fills in. */
    private String userRoles() throws IOException {
        return String.join(
                "\n",
                Files.readAllLines(ROOT.resolve("helm/deadlockwatch/templates/user-roles.yaml")).stream()
                        .filter(line -> !line.contains("{{"))
                        .toList());
    }

    /** A kubeconfig of a service account that has this ClusterRole in a namespace, both new. */
    Path userWith(String role, String namespace, Path folder) throws IOException {
        kubectl("", "create", "serviceaccount", role, "--namespace=" + namespace);
        kubectl(
                "",
                "create",
                "rolebinding",
                role,
                "--namespace=" + namespace,
                "--clusterrole=" + role,
                "--serviceaccount=" + namespace + ":" + role);
        String token =
                kubectl("", "create", "token", role, "--namespace=" + namespace).strip();
        Path file = folder.resolve(role + ".kubeconfig");
        Files.copy(kubeconfig, file);
        String context = kubectl("", "config", "current-context").strip();
        kubectlWith(file, "", "config", "set-credentials", role, "--token=" + token);
        kubectlWith(file, "", "config", "set-context", context, "--user=" + role, "--namespace=" + namespace);
        return file;
    }

    String kubectl(String in, String... arguments) throws IOException {
        return kubectlWith(kubeconfig, in, arguments);
    }

    private static String kubectlWith(Path kubeconfig, String in, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program(), "--kubeconfig=" + kubeconfig));
        command.addAll(List.of(arguments));
        return run(command, in);
    }

    /** The kubectl that was built for the cluster. */
    static String program() {
        String cache = System.getenv().getOrDefault("DEADLOCKWATCH_CACHE", "");
        String home = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        return (cache.isEmpty() ? Path.of(home, "deadlockwatch") : Path.of(cache))
                .resolve("cluster/bin/kubectl")
                .toString();
    }

    private String command(String script, String in) throws IOException {
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        command.addAll(level);
        return run(command, in);
    }

    private static String run(List<String> command, String in) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream to = process.getOutputStream()) {
            to.write(in.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        command("down.sh", "");
    }
}
