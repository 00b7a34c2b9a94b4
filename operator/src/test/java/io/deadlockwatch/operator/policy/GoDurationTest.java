package io.deadlockwatch.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({"15s,PT15S", "1m30s,PT1M30S", "250ms,PT0.25S", "2h,PT2H", "0,PT0S", "0s,PT0S"})
    void readsWhatTheSchemaAllows(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "15 s", "s", "1d", "1m30"})
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text)).hasMessageContaining(text);
    }
}
