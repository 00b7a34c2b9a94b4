package io.deadlockwatch.sampler.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.sampler.loop.FakeTicker;
import io.deadlockwatch.sampler.report.ReportReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedOperatorTest {

    private static final TargetsRequest REQUEST = new TargetsRequest(new PodRef("dw", "remote-x", "u-9"), "0.1.0");
    private static final ReportReply ANSWER = new ReportReply.Assigned(new TargetList(List.of(), 0, 30_000));

    private final FakeTicker ticker = new FakeTicker();
    private final List<String> log = new ArrayList<>();
    private ReportReply reply = ANSWER;
    private int asked;
    private final SharedOperator operator = new SharedOperator(
            report -> reply,
            (header, dump) -> reply,
            request -> {
                asked++;
                return reply;
            },
            ticker,
            new Random(3),
            (event, state, detail) -> log.add(event + " " + state + ": " + detail));

    @Test
    void whileItIsAwayOneTargetTriesAndTheOthersAreToldAtOnce() {
        reply = new ReportReply.Failed("nobody takes connections");
        for (int i = 0; i < 100; i++) {
            assertThat(operator.ask(REQUEST)).isEqualTo(reply);
        }
        assertThat(asked).isEqualTo(1);

        ticker.advanceMillis(1_000);
        operator.ask(REQUEST);
        assertThat(asked).isEqualTo(2);

        reply = ANSWER;
        ticker.advanceMillis(2_000);
        assertThat(operator.ask(REQUEST)).isEqualTo(ANSWER);
        assertThat(operator.ask(REQUEST)).isEqualTo(ANSWER);
        assertThat(log).containsExactly("operator unreachable: nobody takes connections", "operator connected: ");
    }

    @Test
    void aRefusalOrAnAnswerThatMakesNoSenseIsOneTargetsOwnAffair() {
        reply = new ReportReply.Refused(403, "no", -1);
        operator.ask(REQUEST);
        reply = new ReportReply.Failed("config.scheme is neither http nor https", true);
        operator.ask(REQUEST);
        operator.ask(REQUEST);

        assertThat(asked).isEqualTo(3);
    }

    @Test
    void itIsTriedLessAndLessOften() {
        reply = new ReportReply.Failed("no");
        for (int second = 0; second < 600; second++) {
            operator.ask(REQUEST);
            ticker.advanceMillis(1_000);
        }

        assertThat(asked).isBetween(13, 25);
    }
}
