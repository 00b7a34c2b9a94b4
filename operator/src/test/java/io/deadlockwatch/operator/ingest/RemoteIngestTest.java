package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.core.protocol.TargetsCodec;
import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.IngestService.Submission;
import io.deadlockwatch.operator.ingest.TokenReviews.Verdict;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may report for whom in mode Remote, and that the two kinds of sampler do not overwrite each other. */
class RemoteIngestTest {

    private static final Stack STACK = Given.blocked("shop.a");
    private static final String NODE_SAMPLER = "node-sampler";
    private static final String SIDECAR = "sidecar";
    private static final PodRef OWN = new PodRef("dw", "remote-x", "uid-remote-x");
    private static final TargetList LIST =
            new TargetList(List.of(new NodeTarget(new PodRef("shop", "p", "uid-p"), "10.1.2.3", "")), 0, 30_000);

    private final ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);
    private final Pods pods = new Pods();
    private final PolicyBook policies = new PolicyBook();
    private final Sessions sessions = new Sessions(new SessionProtocol(new StackPool()));
    private final List<Session> told = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Caller nodeSampler = new Caller("dw", NodeSamplerAccount.NAME, OWN.name(), OWN.uid(), Optional.of("a"));
    private IngestService service = service(false);

    private IngestService service(boolean watched) {
        ManualClock clock = new ManualClock();
        return new IngestService(
                new Authentication(
                        token -> new Verdict.Known(
                                token.equals(SIDECAR) ? new Caller("shop", "default", "p", "uid-p") : nodeSampler),
                        clock,
                        new Random(1)),
                codec,
                pods,
                policies,
                sessions,
                (watch, pod, findings, session) -> told.add(session),
                (watch, pod, dump) -> {},
                DumpWishes.NONE,
                Trials.NONE,
                new RemoteMode(new NodeSamplerAccount("dw", NodeSamplerAccount.NAME, watched), (node, version) -> {
                    asked.add(node + " " + version);
                    return LIST;
                }),
                new NoMeter(),
                clock);
    }

    @BeforeEach
    void run() {
        pods.put(Given.on("a", Given.pod("p")));
        mode("Remote");
    }

    private void mode(String mode) {
        policies.putWatch(Given.watch("{selector: {matchLabels: {app: orders}}, mode: " + mode + "}"));
    }

    @Test
    void aNodeSamplerIsToldItsTargets() throws IOException {
        assertThat(ask(OWN)).isEqualTo(new Reply.Assigned(LIST));
        assertThat(asked).containsExactly("a 0.1.0");
    }

    @Test
    void otherwiseItsNodeIsThatOfItsPod() throws IOException {
        nodeSampler = new Caller("dw", NodeSamplerAccount.NAME, OWN.name(), OWN.uid());
        service = service(true);
        assertForbidden(ask(OWN), "there is no pod dw/remote-x");

        pods.put(Given.on("b", Given.pod("remote-x")));

        assertThat(ask(OWN)).isInstanceOf(Reply.Assigned.class);
        assertThat(asked).containsExactly("b 0.1.0");
    }

    @Test
    void whereNothingTellsItsNodeItGetsNothing() throws IOException {
        nodeSampler = new Caller("dw", NodeSamplerAccount.NAME, OWN.name(), OWN.uid());

        assertForbidden(ask(OWN), "nothing says on which node pod dw/remote-x runs");
    }

    @Test
    void nobodyElseIsTold() throws IOException {
        assertForbidden(ask(new PodRef("dw", "remote-y", "uid-y")), "another uid");
        nodeSampler = new Caller("dw", "default", OWN.name(), OWN.uid(), Optional.of("a"));
        service = service(false);
        assertForbidden(ask(OWN), "it is no node sampler");
        nodeSampler = new Caller("shop", NodeSamplerAccount.NAME, OWN.name(), OWN.uid(), Optional.of("a"));
        service = service(false);
        assertForbidden(ask(new PodRef("shop", OWN.name(), OWN.uid())), "it is no node sampler");
        assertThat(asked).isEmpty();
    }

    @Test
    void itsReportOfAPodOfItsNodeIsTakenAndLeased() throws IOException {
        Reply reply = send(NODE_SAMPLER, report(1, "p"));

        assertThat(reply).isInstanceOfSatisfying(Reply.Accepted.class, accepted -> assertThat(
                        accepted.answer().leaseMillis())
                .isEqualTo(600_000));
        assertThat(told).hasSize(1);
    }

    @Test
    void aPodElsewhereOrUnselectedOrGoneIsNotItsToReport() throws IOException {
        pods.put(Given.on("b", Given.pod("far")));
        pods.put(Given.on("a", Given.pod("other", Map.of("app", "other"), Map.of())));

        assertForbidden(send(NODE_SAMPLER, report(1, "far")), "runs on another node than the sampler, which is on a");
        assertForbidden(send(NODE_SAMPLER, report(1, "other")), "no watch of mode Remote selects pod shop/other");
        assertForbidden(send(NODE_SAMPLER, report(1, "gone")), "there is no pod shop/gone");
        mode("Sidecar");
        assertForbidden(send(NODE_SAMPLER, report(1, "p")), "no watch of mode Remote selects pod shop/p");
        assertThat(told).isEmpty();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void aPodOfTheNodeSamplersAccountInAnotherNamespaceIsAnOrdinaryOne() throws IOException {
        nodeSampler = new Caller("shop", NodeSamplerAccount.NAME, "x", "uid-x", Optional.of("a"));
        service = service(false);

        assertForbidden(send(NODE_SAMPLER, report(1, "p")), "another uid");
    }

    /** A sidecar that was injected before the watch changed its mode. */
    @Test
    void aSidecarHasNothingToSayWhereTheModeIsRemote() throws IOException {
        send(NODE_SAMPLER, report(1, "p"));

        Reply reply = send(SIDECAR, report(7, "p", "00000000000000bb"));

        assertThat(reply).isInstanceOfSatisfying(Reply.Accepted.class, accepted -> {
            assertThat(accepted.answer().ack()).isEqualTo(7);
            assertThat(accepted.answer().leaseMillis()).isZero();
        });
        assertThat(told).hasSize(1);
        assertThat(sessions.find("uid-p").orElseThrow().epoch()).isEqualTo("00000000000000aa");
    }

    @Test
    void whenTheModeChangesTwiceTheFirstSamplerIsHeardAgain() throws IOException {
        mode("Sidecar");
        send(SIDECAR, report(1, "p", "00000000000000bb"));
        mode("Remote");
        send(NODE_SAMPLER, report(1, "p"));
        mode("Sidecar");

        Reply reply = send(SIDECAR, report(2, "p", "00000000000000bb"));

        assertThat(reply).isInstanceOf(Reply.Accepted.class);
        assertThat(sessions.find("uid-p").orElseThrow().epoch()).isEqualTo("00000000000000bb");
    }

    private static void assertForbidden(Reply reply, String why) {
        assertThat(reply).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.reason()).contains(why);
        });
    }

    private Reply ask(PodRef as) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TargetsCodec().writeRequest(new TargetsRequest(as, "0.1.0"), out);
        return service.handleTargets(submission(NODE_SAMPLER, out));
    }

    private Reply send(String token, Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.writeReport(report, out);
        return service.handle(submission(token, out));
    }

    private static Submission submission(String token, ByteArrayOutputStream body) {
        return new Submission("10.0.0.7", "Bearer " + token, new ByteArrayInputStream(body.toByteArray()), false);
    }

    @Test
    void garbageIsNoQuestion() {
        Reply reply = service.handleTargets(new Submission(
                "10.0.0.7",
                "Bearer " + NODE_SAMPLER,
                new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)),
                false));

        assertThat(reply).isInstanceOfSatisfying(Reply.Refused.class, refused -> assertThat(refused.status())
                .isEqualTo(400));
    }

    private static Report report(long seq, String pod) {
        return report(seq, pod, "00000000000000aa");
    }

    private static Report report(long seq, String pod, String epoch) {
        return Reports.about(new PodRef("shop", pod, "uid-" + pod), Reports.full(epoch, seq, Map.of(STACK, 3L)));
    }
}
