package io.deadlockwatch.operator.webhookconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.testing.ManualClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InjectionSelfTestTest {

    private final ManualClock clock = new ManualClock();
    private final Probe probe = new Probe();
    private final InjectionSelfTest test = new InjectionSelfTest(probe, Duration.ofMinutes(1), clock);

    @Test
    void nothingIsKnownBeforeTheFirstTry() {
        assertThat(test.works()).isEmpty();
    }

    @Test
    void triesAsOftenAsItShouldHoweverOftenItIsReminded() {
        for (int seconds = 0; seconds < 120; seconds += 5) {
            test.beat();
            clock.advance(Duration.ofSeconds(5));
        }

        assertThat(probe.tries).isEqualTo(2);
    }

    @Test
    void tellsThatItStoppedToWorkAndThatItWorksAgain() {
        test.beat();
        assertThat(test.works()).contains(true);

        probe.injected = false;
        next();
        assertThat(test.works()).contains(false);

        probe.injected = true;
        next();
        assertThat(test.works()).contains(true);
    }

    @Test
    void anApiServerThatRefusesThePodIsAFailure() {
        probe.refuses = true;

        test.beat();

        assertThat(test.works()).contains(false);
    }

    private void next() {
        clock.advance(Duration.ofMinutes(1));
        test.beat();
    }

    private static final class Probe implements InjectionProbe {

        private boolean injected = true;
        private boolean refuses;
        private int tries;

        @Override
        public boolean isInjected() throws IOException {
            tries++;
            if (refuses) {
                throw new IOException("quota exceeded");
            }
            return injected;
        }
    }
}
