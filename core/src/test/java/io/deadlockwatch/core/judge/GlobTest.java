package io.deadlockwatch.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class GlobTest {

    /** A small alphabet, where stars and repetitions meet. */
    @Property(tries = 3_000)
    void itFitsWhatTheRegularExpressionFits(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String pattern,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 8) String text) {
        String glob = pattern.replace('c', '*');
        String regex = Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));

        assertThat(Glob.of(glob).fits(text)).isEqualTo(Pattern.matches(regex, text));
    }
}
