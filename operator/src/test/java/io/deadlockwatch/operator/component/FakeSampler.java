package io.deadlockwatch.operator.component;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.deadlockwatch.operator.testing.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Sends reports as a sampler does: HTTPS, believing the operator's CA only. */
final class FakeSampler {

    static final Stack BLOCKED = new Stack(
            KnownState.CHAN_SEND,
            List.of(
                    new Frame("runtime.gopark", "/usr/local/go/src/runtime/proc.go", 461, 0),
                    new Frame("example.com/shop/orders.reserve.func1", "/src/orders/reserve.go", 42, 40),
                    new Frame("example.com/shop/orders.reserve.gowrap1", "/src/orders/reserve.go", 39, 39)));

    private static final ReportCodec CODEC = new ReportCodec(ReportLimits.DEFAULTS);

    private final HttpClient http;
    private final String address;
    private final PodRef pod;
    private final String token;
    private long seq;
    private long samples = 8;

    FakeSampler(Installed installed, ShopPod pod, String token) {
        this(installed, new PodRef(pod.namespace(), pod.name(), pod.uid()), token);
    }

    /** One of a node: it says in each report whose it is. */
    FakeSampler(Installed installed, String token) {
        this(installed, new PodRef("", "", ""), token);
    }

    /** One of a pod, for an operator at another port and with another CA. */
    FakeSampler(int port, String caPem, ShopPod pod, String token) {
        this(port, caPem, new PodRef(pod.namespace(), pod.name(), pod.uid()), token);
    }

    private FakeSampler(Installed installed, PodRef pod, String token) {
        this(installed.ingestPort(), installed.authorityPem(), pod, token);
    }

    private FakeSampler(int port, String caPem, PodRef pod, String token) {
        this.http = HttpClient.newBuilder().sslContext(Trust.in(caPem)).build();
        this.address = "https://127.0.0.1:" + port;
        this.pod = pod;
        this.token = token;
    }

    /** A full report: so many goroutines stand on {@link #BLOCKED}, for five minutes now. */
    HttpResponse<String> report(long count) throws IOException {
        return send(report(pod, count));
    }

    Report report(PodRef as, long count) {
        String id = StackFingerprint.of(BLOCKED);
        boolean some = count > 0;
        samples += 4;
        return new Report(
                as,
                "00000000000000aa",
                ++seq,
                0,
                "0.1.0",
                new TargetStatus(1, TargetState.OK, "", ""),
                new Window(samples, 300_000, 100, 1_000, 30, 0, 0),
                List.of(new SnapshotTally(1, SnapshotOutcome.OK, samples, 4_000 * samples, 10 * samples)),
                some ? List.of(new StackEntry(id, count, count, 300_000)) : List.of(),
                some ? List.of(new StackText(id, BLOCKED)) : List.of());
    }

    HttpResponse<String> send(Report report) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(body)) {
            CODEC.writeReport(report, zipped);
        }
        return send(body.toByteArray(), true);
    }

    HttpResponse<String> send(byte[] body, boolean gzip) throws IOException {
        return post("/v1/report", body, gzip);
    }

    HttpResponse<String> post(String path, byte[] body, boolean gzip) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (gzip) {
            request.header("Content-Encoding", "gzip");
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
