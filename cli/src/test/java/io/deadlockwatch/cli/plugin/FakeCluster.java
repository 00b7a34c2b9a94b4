package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Interrupts;
import io.deadlockwatch.cli.Shell;
import io.deadlockwatch.cli.cluster.Answer;
import io.deadlockwatch.cli.cluster.Api;
import io.deadlockwatch.cli.cluster.Call;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.report.Style;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster that answers what a test tells it to; anything else is not found. */
final class FakeCluster implements Cluster, Api {

    static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    private static final String OURS = "/apis/deadlockwatch.io/v1alpha1";

    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private int forwarded;

    /** What a command wrote and answered. */
    record Run(int code, String out, String err) {}

    /** Answers paths that begin so; what is told first wins. */
    FakeCluster with(String path, int status, String body) {
        answers.put(path, new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    FakeCluster withList(String path, String... items) {
        return with(path + "?", 200, "{\"items\":[" + String.join(",", items) + "]}");
    }

    FakeCluster withOurs(String resource, String... items) {
        return withList(OURS + "/namespaces/shop/" + resource, items);
    }

    FakeCluster withOne(String resource, String name, String body) {
        return with(OURS + "/namespaces/shop/" + resource + "/" + name, 200, body);
    }

    /** Where pods' ports lead. */
    FakeCluster forwardingTo(int port) {
        forwarded = port;
        return this;
    }

    Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err),
                Style.PLAIN,
                Interrupts.NONE);
        int code = PluginMain.run(new Tools(shell, kubectl -> this, InstantSource.fixed(NOW)), args);
        return new Run(code, out.toString(), err.toString());
    }

    List<Call> calls() {
        return calls;
    }

    @Override
    public Answer send(Call call) {
        calls.add(call);
        return answers.entrySet().stream()
                .filter(answer -> call.path().startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(new Answer(
                        404, "{\"kind\":\"Status\",\"message\":\"nothing there\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Api api() {
        return this;
    }

    @Override
    public String namespace() {
        return "shop";
    }

    @Override
    public Forward forward(String namespace, String object, String port) throws ClusterException {
        if (forwarded == 0) {
            throw new ClusterException("no port " + port + " of " + object);
        }
        int to = forwarded;
        return new Forward() {
            @Override
            public int port() {
                return to;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
