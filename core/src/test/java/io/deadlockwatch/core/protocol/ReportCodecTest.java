package io.deadlockwatch.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ReportCodecTest {

    private static final String EXAMPLE = """
            {"schema":1,
             "pod":{"namespace":"shop","name":"orders-5d9f-x2x","uid":"u-1"},
             "epoch":"9f86d081884c7d65","seq":12,"base":11,
             "sampler":"0.1.0",
             "target":{"incarnation":1,"state":"ok","detail":"","buildId":"b-1"},
             "window":{"goodSamples":8,"spanMillis":120000,"lastGoodAgeMillis":120,"longestGapMillis":15010,"goroutines":46,"unknownState":0,"droppedStacks":0},
             "snapshots":[{"rung":1,"outcome":"ok","count":9,"bytes":36000,"millis":81,"pauseMicros":79000}],
             "entries":[{"stack":"46d23c7fe1a04d21","count":3,"min":3,"blockedForMillis":120000,"leaked":2,"longestWaitMillis":60000,"stayed":2,"apartMillis":600000}],
             "stacks":[{"id":"46d23c7fe1a04d21","state":"chan send","frames":[{"function":"main.main.func1","file":"/src/main.go","line":42,"start":40}]}],
             "grownMillis":30000,
             "ladder":{"intervalMillis":15000,"wantsDump":false,
             "refusals":[{"rung":3,"reason":"no_grant","count":4}],
             "cost":{"cpuMillis":812,"memoryBytes":52000000},
             "leak":{"profiles":1,"ageMillis":9000,"mainToo":false},
             "forgottenStacks":0}}
            """;

    private static final Report EXAMPLE_REPORT = new Report(
            new PodRef("shop", "orders-5d9f-x2x", "u-1"),
            "9f86d081884c7d65",
            12,
            11,
            "0.1.0",
            new TargetStatus(1, TargetState.OK, "", "b-1"),
            new Window(8, 120_000, 120, 15_010, 46, 0, 0),
            List.of(new SnapshotTally(1, SnapshotOutcome.OK, 9, 36_000, 81, 79_000)),
            List.of(new StackEntry("46d23c7fe1a04d21", 3, 3, 120_000, new StackFacts(0, 2, 60_000, 2, 600_000))),
            List.of(new StackText(
                    "46d23c7fe1a04d21",
                    new Stack(KnownState.CHAN_SEND, List.of(new Frame("main.main.func1", "/src/main.go", 42, 40))))),
            new LadderStatus(
                    15_000,
                    false,
                    List.of(new Refusal(3, RefusalReason.NO_GRANT, 4)),
                    new SamplerCost(812, 52_000_000),
                    new LeakSummary(1, 9_000, false),
                    0,
                    Optional.empty()),
            30_000);

    private final ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);

    @Test
    void readsTheExampleOfTheReference() throws IOException {
        assertThat(codec.readReport(utf8(EXAMPLE), false)).isEqualTo(EXAMPLE_REPORT);
    }

    @Test
    void writesTheExampleOfTheReference() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        codec.writeReport(EXAMPLE_REPORT, out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(EXAMPLE.replaceAll("\\n *", "").strip());
    }

    @Test
    void readsTheAnswerOfTheReference() throws IOException {
        String answer = """
                {"ack":12,"leaseMillis":600000,"dumpGrantMillis":60000,"config":
                {"port":6060,"path":"/debug/pprof","scheme":"http","intervalMillis":15000,"heartbeatMillis":30000,"paused":false,
                "ladder":{"cpuBudgetMillis":10,"pauseBudgetMillis":50,"leakIntervalMillis":300000,"dumpIntervalMillis":600000,"dumpGoroutines":2000,"dumpLocksOnly":true},
                "ages":{"grow":true,"tellAtMillis":60000}}}
                """;

        assertThat(codec.readAnswer(utf8(answer)))
                .isEqualTo(new Answer(
                        12,
                        600_000,
                        new SamplerConfig(
                                6060,
                                "/debug/pprof",
                                "http",
                                15_000,
                                30_000,
                                false,
                                LadderConfig.DEFAULTS,
                                new AgeConfig(true, 60_000)),
                        60_000));
    }

    @Test
    void theAnswerOfAnOperatorThatKnowsNoLadderMeansTheFirstRungOnlyAndEachAgeByItself() throws IOException {
        String answer = """
                {"ack":12,"leaseMillis":600000,"config":
                {"port":6060,"path":"/debug/pprof","scheme":"http","intervalMillis":15000,"heartbeatMillis":30000,"paused":false}}
                """;

        assertThat(codec.readAnswer(utf8(answer)))
                .isEqualTo(new Answer(
                        12, 600_000, new SamplerConfig(6060, "/debug/pprof", "http", 15_000, 30_000, false), 0));
    }

    @Test
    void aNewerOperatorIsUnderstoodAsFarAsItsFieldsAreKnown() throws IOException {
        String answer = """
                {"ack":12,"leaseMillis":600000,"later":[1],"config":
                {"port":6060,"path":"/debug/pprof","scheme":"http","intervalMillis":15000,"heartbeatMillis":30000,
                "ladder":{"heapIntervalMillis":1,"dumpLocksOnly":false},"more":{}}}
                """;

        assertThat(codec.readAnswer(utf8(answer)).config().ladder()).isEqualTo(new LadderConfig(10, 0, 0, 0, 0, false));
    }

    @Test
    void theReportOfASamplerThatKnowsNoLadderTellsWhatItsCountsTell() throws IOException {
        String older = EXAMPLE.replaceAll("(?s),\\s*\"ladder\".*", "}")
                .replace(",\"pauseMicros\":79000", "")
                .replaceAll(",\"leaked\":[^}]*", "")
                .replace("\"min\":3", "\"min\":1");

        Report report = codec.readReport(utf8(older), false);

        assertThat(report.ladder()).isEqualTo(LadderStatus.NONE);
        assertThat(report.entries().getFirst().facts()).isEqualTo(StackFacts.grown(2));
        assertThat(report.snapshots().getFirst().pauseMicros()).isEqualTo(81_000);
    }

    @Test
    void anEndedIncarnationComesWithTheReport() throws IOException {
        String with = EXAMPLE.replace("\"forgottenStacks\":0", """
                "ended":{"incarnation":4,"cause":"replaced","buildId":"b-0","goodSamples":9,\
                "entries":[{"stack":"46d23c7fe1a04d21","count":7,"min":7,"blockedForMillis":90000}]}""");

        assertThat(codec.readReport(utf8(with), false).ladder().ended())
                .contains(new EndedIncarnation(
                        4,
                        EndedIncarnation.Cause.REPLACED,
                        "b-0",
                        9,
                        List.of(new StackEntry("46d23c7fe1a04d21", 7, 7, 90_000))));
        assertThat(codec.readReport(utf8(with.replace("replaced", "evaporated")), false)
                        .ladder()
                        .ended())
                .isEmpty();
    }

    @Test
    void aNewerSamplerIsUnderstoodAsFarAsItsFieldsAreKnown() throws IOException {
        String newer = EXAMPLE.replace("\"schema\":1", "\"schema\":3,\"new\":{\"deep\":[[{}],1.5e3,null]}")
                .replace("\"count\":3", "\"count\":3,\"goroutineIds\":[7,8]")
                .replace(
                        "\"snapshots\":[",
                        "\"snapshots\":[{\"rung\":4,\"outcome\":\"ok\"},{\"rung\":1,\"outcome\":\"odd\"},")
                .replace(
                        "\"refusals\":[",
                        "\"later\":[],\"refusals\":[{\"rung\":2,\"reason\":\"moon\",\"count\":1},{\"rung\":9,\"reason\":\"off\"},")
                .replace("\"cpuMillis\":812", "\"cpuMillis\":812,\"threads\":3")
                .replace("\"mainToo\":false", "\"mainToo\":false,\"took\":[1]");

        assertThat(codec.readReport(utf8(newer), false)).isEqualTo(EXAMPLE_REPORT);
    }

    @Test
    void anErrorTravelsAsOneSentence() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        codec.writeError("seq is \"missing\"", out);

        assertThat(codec.readError(new ByteArrayInputStream(out.toByteArray()))).isEqualTo("seq is \"missing\"");
        assertThat(codec.readError(utf8("{\"code\":400}"))).isEmpty();
    }

    @Test
    void streamsStayOpen() throws IOException {
        InputStream in = new FilterInputStream(utf8(EXAMPLE)) {
            @Override
            public void close() {
                Assertions.fail("closed");
            }
        };

        assertThat(codec.readReport(in, false).seq()).isEqualTo(12);
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadBack(@ForAll("reports") Report report, @ForAll boolean gzip) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (gzip) {
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                codec.writeReport(report, zip);
            }
        } else {
            codec.writeReport(report, out);
        }

        assertThat(codec.readReport(new ByteArrayInputStream(out.toByteArray()), gzip))
                .isEqualTo(report);
    }

    @Property(tries = 100)
    void answersAreReadBack(@ForAll("answers") Answer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        codec.writeAnswer(answer, out);

        assertThat(codec.readAnswer(new ByteArrayInputStream(out.toByteArray())))
                .isEqualTo(answer);
    }

    @Provide
    Arbitrary<Report> reports() {
        return ReportArbitraries.reports();
    }

    @Provide
    Arbitrary<Answer> answers() {
        return ReportArbitraries.answers();
    }

    private static InputStream utf8(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
