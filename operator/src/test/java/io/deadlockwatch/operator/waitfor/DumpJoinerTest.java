package io.deadlockwatch.operator.waitfor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.operator.ingest.StoredDump;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Dumps of real programs, joined with the model that the scanner makes of them. */
class DumpJoinerTest {

    private final BlockingModel model = Lockjoin.model();
    private final DumpJoiner joiner = new DumpJoiner();

    @Test
    void twoDumpsOfAnAbBaDeadlockProveBothItsStacks() throws IOException {
        Joined joined = joiner.join(model, Lockjoin.dumps("service_abba"));

        assertThat(joined.unconfirmed()).isFalse();
        assertThat(joined.byStack()).hasSizeGreaterThanOrEqualTo(2).allSatisfy((stack, wait) -> {
            assertThat(wait.proof()).hasValueSatisfying(words -> assertThat(words)
                    .contains("deadlock", "the same in two dumps 600 s apart"));
            assertThat(wait.text()).contains("waits for", "none of them can ever go on");
        });
        assertThat(stacks("service_abba")).containsAll(joined.byStack().keySet());
    }

    @Test
    void oneDumpProvesNothingAndAsksForAnother() throws IOException {
        List<StoredDump> one = Lockjoin.dumps("service_abba").subList(0, 1);

        Joined joined = joiner.join(model, one);

        assertThat(joined.byStack()).isEmpty();
        assertThat(joined.unconfirmed()).isTrue();
    }

    @Test
    void aHolderThatWaitsForAChannelExplainsAndProvesNothing() throws IOException {
        Joined joined = joiner.join(model, Lockjoin.dumps("send_under_lock"));

        assertThat(joined.byStack()).isNotEmpty().allSatisfy((stack, wait) -> {
            assertThat(wait.proof()).isEmpty();
            assertThat(wait.text()).contains("is itself blocked", "chan send");
        });
    }

    @Test
    void ofAHealthyProgramNothingIsSaid() throws IOException {
        assertThat(joiner.join(model, Lockjoin.dumps("contended"))).isEqualTo(Joined.NOTHING);
    }

    @Test
    void aPartialDumpHoldsNoClosedSet() throws IOException {
        DumpHeader whole = Lockjoin.HEADER;
        DumpHeader partial = new DumpHeader(
                whole.pod(), whole.epoch(), whole.incarnation(), whole.buildId(), whole.goroutines(), true);

        assertThat(joiner.join(model, Lockjoin.dumps(whole, "captured_abba")).byStack())
                .isNotEmpty();
        assertThat(joiner.join(model, Lockjoin.dumps(partial, "captured_abba")).byStack())
                .isEmpty();
    }

    /** Ids of all stacks of a dump, as a sampler would report them. */
    private static Set<String> stacks(String program) throws IOException {
        try (InputStream in = Lockjoin.text(program, 2)) {
            return new GoroutineDumpReader()
                    .readSnapshot(in).stacks().stream()
                            .map(StackCount::stack)
                            .map(StackFingerprint::of)
                            .collect(Collectors.toSet());
        }
    }
}
