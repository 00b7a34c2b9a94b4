package io.deadlockwatch.core.waitfor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no models, damaged, of another version or too large are refused, and the refusal says why. */
class HostileModelTest {

    private static final String GOOD =
            "{\"version\": 1, \"strings\": [\"a\", \"p0+8\"], \"locks\": [{\"class\": 0}], \"functions\": "
                    + "[{\"symbol\": 0, \"file\": 0, \"params\": [\"P\"], \"points\": [{\"line\": 1, \"held\": [[1, 0, \"W\", true]]}, {}]}, "
                    + "{\"symbol\": 0, \"file\": 0}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the document is not an object but the end",
                "[] | the document is not an object",
                "{} | no version",
                "{\"version\": 1} | no functions",
                "{\"version\": 2, \"functions\": []} | version 2, this program reads 1",
                "{\"version\": \"1\"} | version is not a whole number",
                "{\"version\": -1} | version is not between 0 and",
                "{\"version\": 1, \"functions\": []} {} | more after the end",
                "{\"version\": 1, \"strings\": [1]} | element 0 of strings is not a string",
                "{\"version\": 1, \"locks\": [{\"class\": 7}]} | class of lock 0 is number 7 of strings, which has 0 elements",
                "{\"version\": 1, \"locks\": [{}]} | lock 0 has no class",
                "{\"version\": 1, \"functions\": [{}]} | function 0 has no symbol",
                "{\"version\": 1, \"functions\": [{\"points\": [{\"held\": [[]]}]}]} | is not a path, a lock and a mode",
                "{\"version\": 1, \"functions\": [{\"points\": [{\"line\": \"x\"}]}]} | line of a point of function 0 is not a whole number",
                "goroutine 1 [running]: | not JSON at line 1",
                "{\"version\": 1, \"functions\": [ | not JSON at line 1"
            })
    void whatIsNoModelIsRefused(String text, String words) {
        refused(ModelLimits.DEFAULTS, text.getBytes(StandardCharsets.UTF_8), words);
    }

    @ParameterizedTest
    @CsvSource({"p", "p0+", "p0++8", "q1", "p0-8", "p0+99999999999999999999", "p99999", "*"})
    void whatIsNoPathIsRefused(String path) {
        String text = GOOD.replace("p0+8", path);

        refused(ModelLimits.DEFAULTS, text.getBytes(StandardCharsets.UTF_8), "not a path: " + path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "50 | 9 | 9 | 9 | 9 | 9 | bytes, limit maxBytes is 50",
                "999 | 1 | 9 | 9 | 9 | 9 | blocking model has 2 or more strings, limit maxStrings is 1",
                "999 | 9 | 0 | 9 | 9 | 9 | blocking model has 1 or more locks, limit maxLocks is 0",
                "999 | 9 | 9 | 1 | 9 | 9 | blocking model has 2 or more functions, limit maxFunctions is 1",
                "999 | 9 | 9 | 9 | 1 | 9 | blocking model has 2 or more points, limit maxPoints is 1",
                "999 | 9 | 9 | 9 | 9 | 0 | limit maxUses is 0"
            })
    void everyLimitIsNamed(long bytes, int strings, int locks, int functions, int points, int uses, String words) {
        ModelLimits limits = new ModelLimits(bytes, strings, locks, functions, points, uses, 99, 9);

        refused(limits, GOOD.getBytes(StandardCharsets.UTF_8), words);
    }

    @Test
    void longTextsAndDeepNestingAreRefused() {
        refused(
                new ModelLimits(999, 9, 9, 9, 9, 9, 3, 9),
                GOOD.getBytes(StandardCharsets.UTF_8),
                "limit maxStringLength");
        refused(
                new ModelLimits(99_999, 9, 9, 9, 9, 9, 99, 20),
                ("{\"x\": " + "[".repeat(1_000)).getBytes(StandardCharsets.UTF_8),
                "limit maxNestingDepth");
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            byte[] spaces = new byte[1 << 16];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 64; i++) {
                out.write(spaces);
            }
        }

        refused(new ModelLimits(1 << 20, 9, 9, 9, 9, 9, 9, 9), bomb.toByteArray(), "limit maxBytes is 1048576");
    }

    @Test
    void aCutGzipStreamIsRefused() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }

        refused(ModelLimits.DEFAULTS, Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2), "damaged gzip stream");
    }

    @Property(tries = 2_000)
    void whateverIsDamagedIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        byte[] input = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        try {
            assertThat(new BlockingModelReader()
                            .read(new ByteArrayInputStream(input))
                            .functions())
                    .isNotNull();
        } catch (ModelException e) {
            assertThat(e).hasMessageMatching("(?s).{5,}");
        } catch (IOException e) {
            fail(e);
        }
    }

    private static void refused(ModelLimits limits, byte[] bytes, String words) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> new BlockingModelReader(limits).read(new ByteArrayInputStream(bytes)))
                .withMessageContaining(words);
    }
}
