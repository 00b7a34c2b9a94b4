package io.deadlockwatch.operator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void whoTookItsShareGetsNoMoreAndTheOthersDo() {
        Shares shares = new Shares(100, 40);

        assertThat(shares.take("greedy", 40)).isTrue();
        assertThat(shares.take("greedy", 1)).isFalse();
        assertThat(shares.take("modest", 10)).isTrue();
        shares.giveBack("greedy", 5);

        assertThat(shares.take("greedy", 5)).isTrue();
        assertThat(shares.taken()).isEqualTo(50);
    }

    @Test
    void allTogetherTakeNoMoreThanThereIs() {
        Shares shares = new Shares(100, 40);

        assertThat(shares.take("a", 40)).isTrue();
        assertThat(shares.take("b", 40)).isTrue();
        assertThat(shares.take("c", 40)).isFalse();
        assertThat(shares.take("c", 20)).isTrue();
        assertThat(shares.take("d", 0)).isTrue();
    }

    @Test
    void aShareLargerThanTheWholeIsAMistake() {
        assertThatThrownBy(() -> new Shares(10, 11)).hasMessage("a share of 11 of 10");
    }

    /** Against a plain list of what is held. */
    @Property
    void whatIsHeldIsWhatWasTakenAndNotGivenBack(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 59) Integer> steps) {
        Shares shares = new Shares(30, 12);
        Map<String, Long> held = new HashMap<>();
        for (int step : steps) {
            String caller = "caller-" + step % 4;
            long amount = step / 4;
            long own = held.getOrDefault(caller, 0L);
            long sum = held.values().stream().mapToLong(Long::longValue).sum();
            if (amount > 10) {
                shares.giveBack(caller, own);
                held.remove(caller);
            } else if (shares.take(caller, amount)) {
                held.merge(caller, amount, Long::sum);
                assertThat(own + amount).isLessThanOrEqualTo(12);
                assertThat(sum + amount).isLessThanOrEqualTo(30);
            } else {
                assertThat(own + amount > 12 || sum + amount > 30).isTrue();
            }
        }
        assertThat(shares.taken())
                .isEqualTo(held.values().stream().mapToLong(Long::longValue).sum());
    }
}
