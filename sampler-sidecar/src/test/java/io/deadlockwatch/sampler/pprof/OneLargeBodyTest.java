package io.deadlockwatch.sampler.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deadlockwatch.core.protocol.TargetState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class OneLargeBodyTest {

    private static final PprofTarget TARGET = new PprofTarget(6060, "/debug/pprof", "http");
    private static final int SMALL = (int) OneLargeBody.SMALL_BYTES - 1;
    private static final int LARGE = (int) OneLargeBody.SMALL_BYTES + 10;

    private final OneLargeBody client = new OneLargeBody(new Zeros(), new OneLargeBody.Turnstile(), 1);

    @Test
    void smallOnesPassBesideEachOther() throws IOException {
        try (InputStream one = client.open(TARGET, "goroutine");
                InputStream two = client.openText(TARGET, "goroutine?debug=2")) {
            assertThat(one.readNBytes(SMALL)).hasSize(SMALL);
            assertThat(two.readNBytes(SMALL)).hasSize(SMALL);
        }
    }

    @Test
    void ofTwoLargeOnesTheSecondGivesUpAndPassesWhenTheFirstIsDone() throws IOException {
        InputStream first = client.open(TARGET, "goroutine");
        first.readNBytes(LARGE);
        try (InputStream second = client.open(TARGET, "goroutine")) {
            assertThatThrownBy(() -> second.readNBytes(LARGE))
                    .isInstanceOfSatisfying(
                            PprofException.class, e -> assertThat(e.state()).isEqualTo(TargetState.TIMEOUT))
                    .hasMessageContaining("no memory for this one within 1 ms");
        }
        first.close();
        first.close();

        try (InputStream third = client.openIndex(TARGET);
                InputStream fourth = client.open(TARGET, "goroutine")) {
            assertThat(third.readNBytes(LARGE)).hasSize(LARGE);
            assertThatThrownBy(() -> fourth.readNBytes(LARGE))
                    .as("closed twice, free once")
                    .isInstanceOf(PprofException.class);
        }
    }

    private static final class Zeros implements PprofClient {
        @Override
        public InputStream open(PprofTarget target, String page) {
            return new ByteArrayInputStream(new byte[2 * LARGE]);
        }

        @Override
        public InputStream openText(PprofTarget target, String page) {
            return open(target, page);
        }

        @Override
        public InputStream openIndex(PprofTarget target) {
            return open(target, "");
        }
    }
}
