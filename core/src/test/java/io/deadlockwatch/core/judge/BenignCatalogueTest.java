package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deadlockwatch.core.snapshot.KnownState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenignCatalogueTest {

    private final BenignCatalogue builtIn = BenignCatalogue.builtIn();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT_NO_CASES | main.main",
                "SELECT_NO_CASES | main.serve < main.main",
                "CHAN_RECEIVE_NIL | example.com/app.Run < main.main",
                "SELECT | net/http.(*persistConn).writeLoop",
                "CHAN_RECEIVE | os/signal.NotifyContext.func1",
                "SELECT | database/sql.(*DB).connectionOpener",
                "SELECT | google.golang.org/grpc/internal/transport.(*controlBuffer).get < google.golang.org/grpc/internal/transport.(*loopyWriter).run",
                "COND_WAIT | k8s.io/client-go/util/workqueue.(*Typed[...]).Get < k8s.io/x.run",
                "CHAN_RECEIVE | k8s.io/klog/v2.(*flushDaemon).run.func1"
            })
    void wellKnownWaitersAreBenign(KnownState state, String functions) {
        assertThat(builtIn.reason(stack(state, functions.split(" < ", -1)))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT_NO_CASES | main.serve",
                "CHAN_SEND | main.work < main.main",
                "CHAN_RECEIVE | example.com/app.Run < main.main",
                "WAIT_GROUP_WAIT | golang.org/x/sync/errgroup.(*Group).Wait < main.handle",
                "CHAN_SEND | example.com/shop.send < net/http.HandlerFunc.ServeHTTP < net/http.(*conn).serve",
                "SELECT | database/sql.(*Tx).awaitDone",
                "SELECT | example.com/net/http.(*persistConn).writeLoop"
            })
    void usersAreNot(KnownState state, String functions) {
        assertThat(builtIn.reason(stack(state, functions.split(" < ", -1)))).isEmpty();
    }

    @Test
    void aStackWithoutFramesIsNotBenign() {
        assertThat(builtIn.reason(stack(KnownState.SELECT))).isEmpty();
    }

    @Test
    void eachColumnCounts() throws IOException {
        BenignCatalogue catalogue = read("# comment\n\nselect\toutermost\tmain.*.run\tsome day\twhy\n");

        assertThat(catalogue.reason(stack(KnownState.SELECT, "lib.F", "main.a.run")))
                .contains("why");
        assertThat(catalogue.reason(stack(KnownState.CHAN_SEND, "lib.F", "main.a.run")))
                .isEmpty();
        assertThat(catalogue.reason(stack(KnownState.SELECT, "main.a.run", "lib.F")))
                .isEmpty();
        assertThat(catalogue.reason(stack(KnownState.SELECT, "lib.F", "main.a.runs")))
                .isEmpty();
    }

    @Test
    void amalformedLineIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("# c\nselect\tany\tmain.F\tnever\n"))
                .withMessage("line 2 has 4 columns, needs 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("select\tmiddle\tmain.F\tnever\twhy\n"))
                .withMessage("line 1: no frame is called middle");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("select\tany\tmain.F\ttomorrow\twhy\n"))
                .withMessage("line 1: nothing ends tomorrow");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("select\tany\texample.com/*.F\tnever\twhy\n"))
                .withMessage("line 1: no whole package in example.com/*.F");
    }

    private static BenignCatalogue read(String text) throws IOException {
        return BenignCatalogue.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
