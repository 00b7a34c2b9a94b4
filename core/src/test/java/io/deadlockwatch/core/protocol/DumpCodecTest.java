package io.deadlockwatch.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpCodecTest {

    private static final DumpHeader HEADER =
            new DumpHeader(new PodRef("shop", "orders-1", "u-1"), "9f86d081884c7d65", 3, "b-1", 1_200, true);
    private static final String LINE = """
            {"schema":1,"pod":{"namespace":"shop","name":"orders-1","uid":"u-1"},"epoch":"9f86d081884c7d65",\
            "incarnation":3,"buildId":"b-1","goroutines":1200,"partial":true}
            """;
    private static final String TEXT = "goroutine 1 [running]:\nmain.main()\n";

    private final DumpCodec codec = new DumpCodec();

    @Test
    void writesTheHeaderOfTheReference() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        codec.writeHeader(HEADER, out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(LINE);
    }

    @Test
    void readsWhatComesInSeveralMembers() throws IOException {
        DumpUpload upload = codec.open(new ByteArrayInputStream(members(LINE, TEXT, TEXT)));

        assertThat(upload.header()).isEqualTo(HEADER);
        assertThat(upload.text()).hasContent(TEXT + TEXT);
    }

    @Test
    void whatALaterVersionAddsIsSkipped() throws IOException {
        String later = LINE.replace("{\"schema\":1", "{\"schema\":2,\"more\":[{}]");

        assertThat(codec.open(new ByteArrayInputStream(members(later, TEXT))).header())
                .isEqualTo(HEADER);
    }

    @Test
    void aDumpThatDoesNotSayThatItIsWholeIsNot() throws IOException {
        String silent = LINE.replace(",\"partial\":true", "");

        assertThat(codec.open(new ByteArrayInputStream(members(silent, TEXT)))
                        .header()
                        .partial())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "goroutine 1 [running]:           | not the JSON expected",
                "{}                               | incarnation is missing",
                "{\"incarnation\":1}              | pod is missing",
                "{\"incarnation\":-1}             | incarnation is -1, less than 0",
                "{\"epoch\":\"x\"}                | epoch is not 16 lower-case hex digits",
                "{} {}                            | more after the end",
            })
    void headersThatAreNone(String line, String problem) throws IOException {
        assertThat(refusal(members(line + "\n", TEXT)))
                .hasMessageContaining(problem)
                .extracting(ReportException::reason)
                .isEqualTo(ReportException.Reason.INVALID);
    }

    @Test
    void noGzipNoLineAndALineWithoutEnd() throws IOException {
        assertThat(refusal(TEXT.getBytes(StandardCharsets.UTF_8))).hasMessageStartingWith("not gzip");
        assertThat(refusal(members(""))).hasMessage("no line with a header before the dump");
        assertThat(refusal(members("x".repeat(9_000)))).hasMessage("header is longer than 8192 bytes");
    }

    @Test
    void aBombEndsAtTheLimitWhoeverReadsIt() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(members(LINE));
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 65; i++) {
                gzip.write(block);
            }
        }
        InputStream text =
                codec.open(new ByteArrayInputStream(bomb.toByteArray())).text();

        ReportException e =
                catchThrowableOfType(ReportException.class, () -> text.transferTo(OutputStream.nullOutputStream()));

        assertThat(e.reason()).isEqualTo(ReportException.Reason.TOO_LARGE);
        assertThat(e).hasMessageContaining("body after gunzip is larger than 67108864 bytes");
    }

    @Property(tries = 300)
    void bytesOfAnyKindAreReadOrRefused(@ForAll byte[] bytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(bytes);
        }

        assertThat(refusal(body.toByteArray())).isNotNull();
    }

    private ReportException refusal(byte[] body) {
        return catchThrowableOfType(ReportException.class, () -> codec.open(new ByteArrayInputStream(body)));
    }

    private static byte[] members(String... texts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String text : texts) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return body.toByteArray();
    }
}
