package io.deadlockwatch.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal says which limit or rule was broken and what was found. */
class HostileReportTest {

    private static final String ID = "46d23c7fe1a04d21";
    private static final String HEAD = """
            {"schema":1,"pod":{"namespace":"n","name":"p","uid":"u"},"epoch":"9f86d081884c7d65","seq":2,"base":1,\
            "target":{"incarnation":1,"state":"ok"}""";

    private final ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);

    @Test
    void theSmallestReportIsAccepted() throws IOException {
        assertThat(codec.readReport(utf8(HEAD + "}"), false).entries()).isEmpty();
    }

    /** A line break would forge lines of a log, half a surrogate pair would break the answer that names the pod, an escape would steer a terminal. */
    @Test
    void whatIsNoTextForPeopleIsReplaced() throws IOException {
        String report = HEAD.replace("\"name\":\"p\"", "\"name\":\"p\\n2026 ERROR\\u001b[2J\\u0085\\ud800\"") + "}";

        PodRef pod = codec.readReport(utf8(report), false).pod();

        assertThat(pod.name()).isEqualTo("p\uFFFD2026 ERROR\uFFFD[2J\uFFFD\uFFFD");
    }

    @Test
    void aBodyOverItsLimitIsTooLarge() {
        InputStream body = new SequenceInputStream(utf8(HEAD), new Endless());

        ReportException e = refuse(body, false);

        assertThat(e.reason()).isEqualTo(ReportException.Reason.TOO_LARGE);
        assertThat(e).hasMessageContaining("body is larger than 1048576 bytes");
    }

    @Test
    void aGzipBombStopsAtTheLimit() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(HEAD.getBytes(StandardCharsets.UTF_8));
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 64; i++) {
                zip.write(spaces);
            }
        }

        ReportException e = refuse(new ByteArrayInputStream(bomb.toByteArray()), true);

        assertThat(e.reason()).isEqualTo(ReportException.Reason.TOO_LARGE);
        assertThat(e).hasMessageContaining("body after gunzip is larger than 8388608 bytes");
    }

    @Test
    void moreEntriesThanAllowed() {
        StringBuilder entries = new StringBuilder(HEAD).append(",\"entries\":[");
        for (int i = 0; i < 2_049; i++) {
            entries.append(i == 0 ? "" : ",")
                    .append(String.format("{\"stack\":\"%016x\",\"count\":1,\"min\":1,\"blockedForMillis\":0}", i));
        }

        assertThat(refuse(entries.append("]}").toString())).isEqualTo("report has more than 2048 entries: 2049");
    }

    @Test
    void moreStacksThanAllowed() {
        StringBuilder stacks = new StringBuilder(HEAD).append(",\"stacks\":[");
        for (int i = 0; i < 2_049; i++) {
            stacks.append(i == 0 ? "" : ",").append(String.format("{\"id\":\"%016x\",\"state\":\"select\"}", i));
        }

        assertThat(refuse(stacks.append("]}").toString())).isEqualTo("report has more than 2048 stacks: 2049");
    }

    @Test
    void moreFramesThanAllowed() {
        String frames = "{\"function\":\"f\"},".repeat(160) + "{\"function\":\"f\"}";

        assertThat(refuse(stack("select", frames))).isEqualTo("stack has more than 160 frames: 161");
    }

    @Test
    void longerNamesThanAllowed() {
        assertThat(refuse(stack("select", "{\"function\":\"" + "f".repeat(1_025) + "\"}")))
                .isEqualTo("function name has more than 1024 characters: 1025");
        assertThat(refuse(stack("select", "{\"function\":\"f\",\"file\":\"" + "f".repeat(4_000) + "\"}")))
                .isEqualTo("file name has more than 1024 characters: 4000");
        assertThat(refuse(stack("f".repeat(100_000), ""))).contains("exceeds the maximum allowed (65536,");
    }

    @Test
    void deeperNestingThanAllowed() {
        String deep = HEAD + ",\"x\":" + "[".repeat(8) + "]".repeat(8) + "}";
        String abyss = HEAD + ",\"x\":" + "[".repeat(500_000);

        assertThat(refuse(deep)).contains("nesting depth (9)", "(8,");
        assertThat(refuse(abyss)).contains("nesting depth (9)", "(8,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"seq\":2          | \"seq\":1             | base 1 is not before seq 1",
                "\"seq\":2          | \"seq\":0             | seq is 0, less than 1",
                "\"seq\":2          | \"seq\":2.5           | seq is not a whole number but value_number_float",
                "\"seq\":2          | \"seq\":\"2\"         | seq is not a whole number but value_string",
                "\"seq\":2          | \"seq\":1e999         | seq is not a whole number but value_number_float",
                "\"seq\":2          | \"seq\":99999999999999999999 | seq does not fit in 64 bits",
                "\"seq\":2,         | ``                    | seq is missing",
                "\"schema\":1,      | ``                    | schema is missing",
                "\"base\":1,        | ``                    | base is missing",
                "\"uid\":\"u\"      | \"uid\":null          | pod.uid is not a string but value_null",
                ",\"uid\":\"u\"     | ``                    | pod.uid is missing",
                "9f86d081884c7d65   | 9F86d081884c7d65      | epoch is not 16 lower-case hex digits: '9F86d081884c7d65'",
                "9f86d081884c7d65   | 9f86                  | epoch is not 16 lower-case hex digits: '9f86'",
                "\"state\":\"ok\"   | \"state\":\"fine\"    | target.state is not known: 'fine'",
                "\"state\":\"ok\"   | \"buildId\":\"ok\"    | target.state is missing",
                "\"incarnation\":1  | \"incarnation\":-1    | target.incarnation is -1, less than 0",
                "{\"schema\":1,     | [                     | report is not an object but start_array",
            })
    void whatTheProtocolDoesNotAllow(String good, String bad, String message) {
        assertThat(refuse(HEAD.replace(good, bad) + "}")).isEqualTo(message);
    }

    @Test
    void contradictions() {
        String entry = "{\"stack\":\"" + ID + "\",\"count\":1,\"min\":1,\"blockedForMillis\":0}";

        assertThat(refuse(HEAD + ",\"entries\":[" + entry + "," + entry + "]}"))
                .isEqualTo("stack " + ID + " stands twice in entries");
        assertThat(refuse(HEAD + ",\"entries\":[" + entry.replace("\"min\":1", "\"min\":2") + "]}"))
                .isEqualTo("entries[].min 2 is more than its count 1");
        assertThat(refuse(HEAD + ",\"target\":{\"state\":\"ok\",\"detail\":\"" + "d".repeat(257) + "\"}}"))
                .isEqualTo("target.detail has more than 256 characters: 257");
    }

    @Test
    void thingsThatAreNoReport() {
        assertThat(refuse("")).isEqualTo("report is not an object but the end");
        assertThat(refuse("<html>")).startsWith("not the JSON expected: ");
        assertThat(refuse(HEAD)).startsWith("not the JSON expected: Unexpected end-of-input");
        assertThat(refuse(HEAD + "}{}")).isEqualTo("more after the end of the JSON object");
        assertThat(refuse(new ByteArrayInputStream(new byte[] {0, 0, (byte) 0xfe, (byte) 0xff, 1, 2, 3, 4}), false))
                .hasMessageStartingWith("not ");
        assertThat(refuse(utf8("plain"), true)).hasMessage("not gzip: Not in GZIP format");
        assertThat(refuse(new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b, 8}), true))
                .hasMessage("gzip data ends too early");
    }

    @Test
    void aBrokenConnectionIsNotTheSendersFault() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException("Read timed out");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new SocketTimeoutException("Read timed out");
            }
        };

        assertThatThrownBy(() -> codec.readReport(broken, false)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void fieldNamesWithEqualHashesCostNothingSpecial() throws IOException {
        StringBuilder report = new StringBuilder(HEAD);
        for (int i = 0; i < 1 << 15; i++) {
            report.append(",\"");
            for (int bit = 0; bit < 15; bit++) {
                report.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            report.append("\":0");
        }
        assertThat(report.length()).isGreaterThan(1 << 20);
        String body = report.substring(0, report.lastIndexOf(",", 1_000_000)) + "}";

        assertThat(codec.readReport(utf8(body), false).seq()).isEqualTo(2);
    }

    @Property(tries = 500)
    void damageNeverEscapesAsAnythingElse(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int damages)
            throws IOException {
        String whole = stack("chan send", "{\"function\":\"main.f\",\"file\":\"/a.go\",\"line\":1,\"start\":1}");
        byte[] body = whole.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(seed);
        for (int i = 0; i < damages; i++) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        try {
            assertThat(codec.readReport(new ByteArrayInputStream(body), false)).isNotNull();
        } catch (ReportException e) {
            assertThat(e.getMessage()).isNotEmpty().hasSizeLessThanOrEqualTo(512);
        }
    }

    @Test
    void answersAreCheckedToo() {
        String answer = "{\"ack\":1,\"leaseMillis\":1,\"config\":{\"port\":1,\"path\":\"/\",\"scheme\":\"http\","
                + "\"intervalMillis\":1,\"heartbeatMillis\":1}}";

        assertThatThrownBy(() -> codec.readAnswer(utf8(answer.replace("\"port\":1", "\"port\":65536"))))
                .isInstanceOf(ReportException.class)
                .hasMessage("config.port is 65536, more than 65535");
        assertThatThrownBy(() -> codec.readAnswer(utf8(answer.replace("http", "file"))))
                .hasMessage("config.scheme is neither http nor https: 'file'");
        assertThatThrownBy(() -> codec.readAnswer(utf8("{\"ack\":1,\"leaseMillis\":1}")))
                .hasMessage("config is missing");
        assertThatThrownBy(() -> codec.readAnswer(new Endless())).hasMessageContaining("answer is larger than 65536");
    }

    private String refuse(String body) {
        return String.valueOf(refuse(utf8(body), false).getMessage());
    }

    private ReportException refuse(InputStream body, boolean gzip) {
        return catchThrowableOfType(ReportException.class, () -> codec.readReport(body, gzip));
    }

    private static String stack(String state, String frames) {
        return HEAD + ",\"stacks\":[{\"id\":\"" + ID + "\",\"state\":\"" + state + "\",\"frames\":[" + frames + "]}]}";
    }

    private static InputStream utf8(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return ' ';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) ' ');
            return length;
        }
    }
}
