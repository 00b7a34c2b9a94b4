package io.deadlockwatch.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventMessageTest {

    private static final int MOST = 16;

    @ParameterizedTest
    @ValueSource(strings = {"", "blocked", "sixteen letters.", "naïve é", "👀 👀 👀"})
    void whatFitsIsLeftAsItIs(String text) {
        assertThat(EventMessage.of(text, MOST)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seventeen letters", "ééééééééé", "👀👀👀👀👀", "a👀👀👀👀", "ab👀👀👀👀", "\0\0\0\0\0\0"})
    void whatDoesNotIsCutAtAWholeCharacter(String text) {
        String cut = EventMessage.of(text, MOST);

        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(MOST - 6, MOST);
        assertThat(cut).endsWith("…");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cut)).isTrue();
    }

    @Test
    void itStaysOnOneLineAndCanBeSent() {
        assertThat(EventMessage.of("a\nb\tc\u001b[31m\uD800d", 64)).isEqualTo("a\uFFFDb\uFFFDc\uFFFD[31m\uFFFDd");
    }
}
