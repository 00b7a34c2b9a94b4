package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.Answer;
import io.deadlockwatch.cli.cluster.Call;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Right;
import io.deadlockwatch.cli.cluster.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The operator's canary port, from outside of the cluster. */
final class CanaryPort {

    private static final String SERVICE = "deadlockwatch-canary";
    private static final int PORT = 80;
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final long MAX_TOKEN = 8_192;

    private final Cluster cluster;
    private final String namespace;

    CanaryPort(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** By the API server's proxy, with the user's rights. */
    Tree ask(String path) throws ClusterException {
        Call call = Call.get(
                "/api/v1/namespaces/" + namespace + "/services/http:" + SERVICE + ":" + PORT + "/proxy" + path,
                new Right("get", "", "services/proxy", namespace));
        Answer answer = cluster.api().send(call);
        return answer.isOk() ? answer.tree("the operator's answer") : refused(call, answer);
    }

    /** With a token, which the API server's proxy would drop, by a forwarded port. */
    Tree ask(String path, Path tokenFile) throws ClusterException {
        try (Cluster.Forward forward = cluster.forward(namespace, "service/" + SERVICE, String.valueOf(PORT))) {
            Call call = Call.get(path, new Right("create", "", "pods/portforward", namespace));
            Answer answer = Cluster.call(forward, call, Map.of("Authorization", "Bearer " + token(tokenFile)));
            return answer.isOk() ? answer.tree("the operator's answer") : refused(call, answer);
        }
    }

    private static String token(Path file) throws ClusterException {
        try {
            if (Files.size(file) > MAX_TOKEN) {
                throw new ClusterException(
                        file + " has " + Files.size(file) + " bytes, a token has " + MAX_TOKEN + " at most");
            }
            return Files.readString(file).strip();
        } catch (ClusterException e) {
            throw e;
        } catch (IOException e) {
            throw new ClusterException(file + ": " + e.getMessage());
        }
    }

    /** The operator's own errors are one sentence; anything else comes from the API server. */
    private Tree refused(Call call, Answer answer) throws ClusterException {
        String said = error(answer);
        if (!said.isEmpty()) {
            throw new ClusterException("the operator answers " + answer.status() + ": " + said
                    + (answer.status() == UNAUTHORIZED ? " (--token-file names it)" : ""));
        }
        if (answer.status() == UNAVAILABLE) {
            throw new ClusterException("no operator is ready behind Service " + namespace + "/" + SERVICE + " (503)");
        }
        ClusterException why = ClusterException.of(call, answer);
        throw why.isNotFound()
                ? new ClusterException(
                        "no operator in namespace " + namespace + " (--operator-namespace): " + why.getMessage())
                : why;
    }

    private static String error(Answer answer) {
        try {
            return answer.tree("error").at("error").text();
        } catch (ClusterException _) {
            return "";
        }
    }
}
