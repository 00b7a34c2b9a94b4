package io.deadlockwatch.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/shop/cart.(*Store).Reserve[...].func1",
                "/src/Prüfung/注文.go",
                "a \uD83D\uDC1E in it"
            })
    void whatIsPlainStaysTheSameObject(String text) {
        assertThat(PlainText.of(text)).isSameAs(text);
    }

    @Test
    void eachBadCharacterIsReplacedByOne() {
        assertThat(PlainText.of("a\nb\u0000\u001B[31m\u007F\u0085c"))
                .isEqualTo("a\uFFFDb\uFFFD\uFFFD[31m\uFFFD\uFFFDc");
        assertThat(PlainText.of("\uD83D")).isEqualTo("\uFFFD");
        assertThat(PlainText.of("\uDC1E\uD83D\uDC1E\uD83D")).isEqualTo("\uFFFD\uD83D\uDC1E\uFFFD");
    }

    @Property
    void whatComesOutIsOneLineThatUtf8CanCarry(@ForAll String text) {
        String plain = PlainText.of(text);

        assertThat(plain).hasSameSizeAs(text);
        assertThat(plain.codePoints()).noneMatch(Character::isISOControl);
        assertThat(new String(plain.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(plain);
        assertThat(PlainText.of(plain)).isSameAs(plain);
    }

    @Test
    void framesAndStatesHoldNothingElse() {
        Frame frame = new Frame("main.f\n", "/src/\u001B]0;x.go", 1, 0);

        assertThat(frame.function()).isEqualTo("main.f\uFFFD");
        assertThat(frame.file()).isEqualTo("/src/\uFFFD]0;x.go");
        assertThat(new Stack(WaitState.of("chan\rsend"), List.of(frame)).state().words())
                .isEqualTo("chan\uFFFDsend");
    }
}
