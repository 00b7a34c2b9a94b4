package io.deadlockwatch.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsCodecTest {

    private static final String REQUEST =
            "{\"schema\":1,\"sampler\":\"0.1.0\",\"pod\":{\"namespace\":\"dw\",\"name\":\"remote-x\",\"uid\":\"u-9\"}}";
    private static final String LIST = """
        {"targets":[{"pod":{"namespace":"shop","name":"orders-1","uid":"u-1"},"host":"10.1.2.3"},\
        {"pod":{"namespace":"shop","name":"orders-2","uid":"u-2"},"host":"fd00::7","credentials":"pprof"}],\
        "leftOut":3,"pollMillis":30000}\
        """;
    private static final TargetList READ = new TargetList(
            List.of(
                    new NodeTarget(new PodRef("shop", "orders-1", "u-1"), "10.1.2.3", ""),
                    new NodeTarget(new PodRef("shop", "orders-2", "u-2"), "fd00::7", "pprof")),
            3,
            30_000);

    private final TargetsCodec codec = new TargetsCodec();

    @Test
    void theQuestionOfTheReferenceZippedOrNot() throws IOException {
        TargetsRequest request = new TargetsRequest(new PodRef("dw", "remote-x", "u-9"), "0.1.0");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.writeRequest(request, out);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(out.toByteArray());
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(REQUEST);
        assertThat(codec.readRequest(in(REQUEST), false)).isEqualTo(request);
        assertThat(codec.readRequest(new ByteArrayInputStream(zipped.toByteArray()), true))
                .isEqualTo(request);
    }

    @Test
    void theAnswerOfTheReference() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.writeList(READ, out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(LIST);
        assertThat(codec.readList(in(LIST))).isEqualTo(READ);
    }

    @Test
    void asManyTargetsAsThereMayBeFitHoweverLongTheirNames() throws IOException {
        String longest = "n".repeat(253);
        NodeTarget target = new NodeTarget(
                new PodRef("s".repeat(63), longest, "u".repeat(36)), "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", longest);
        TargetList list = new TargetList(Collections.nCopies(TargetList.MAX_TARGETS, target), 0, 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.writeList(list, out);

        assertThat(codec.readList(in(out.toString(StandardCharsets.UTF_8)))).isEqualTo(list);
    }

    @Test
    void whatALaterVersionAddsIsSkipped() throws IOException {
        String later =
                LIST.replace("\"host\"", "\"more\":[1],\"host\"").replace("\"leftOut\"", "\"new\":{},\"leftOut\"");

        assertThat(codec.readList(in(later))).isEqualTo(READ);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>                                             | not the JSON expected",
                "{}                                                 | pollMillis is missing",
                "{\"pollMillis\":1}                                 | targets is missing",
                "{\"pollMillis\":0,\"targets\":[]}                  | pollMillis is 0, less than 1",
                "{\"pollMillis\":1,\"targets\":[{}]}                | targets[].pod is missing",
                "{\"pollMillis\":1,\"targets\":[{\"host\":7}]}      | targets[].host is not a string",
                "{\"pollMillis\":1,\"targets\":[]} {}               | more after the end",
            })
    void answersThatAreNone(String text, String problem) {
        assertThatThrownBy(() -> codec.readList(in(text)))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void oneTargetTooMany() {
        String one = "{\"pod\":{\"namespace\":\"n\",\"name\":\"p\",\"uid\":\"u\"},\"host\":\"10.0.0.1\"}";
        String many = String.join(",", Collections.nCopies(TargetList.MAX_TARGETS + 1, one));

        assertThatThrownBy(() -> codec.readList(in("{\"pollMillis\":1,\"targets\":[" + many + "]}")))
                .hasMessage("targets has more than 250 elements: 251");
    }

    @Test
    void aQuestionLargerThanThatIsNotReadToItsEnd() {
        String padded = "{\"x\":\"" + "x".repeat(9_000) + "\"}";

        assertThatThrownBy(() -> codec.readRequest(in(padded), false))
                .isInstanceOfSatisfying(
                        ReportException.class, e -> assertThat(e.reason()).isEqualTo(ReportException.Reason.TOO_LARGE));
    }

    /** Whatever comes, it is a list or a refusal with a sentence. */
    @Property(tries = 500)
    void garbageIsRefused(@ForAll byte[] noise, @ForAll int cut) throws IOException {
        byte[] text = LIST.getBytes(StandardCharsets.UTF_8);
        byte[] mixed = new byte[Math.floorMod(cut, text.length) + noise.length];
        System.arraycopy(text, 0, mixed, 0, mixed.length - noise.length);
        System.arraycopy(noise, 0, mixed, mixed.length - noise.length, noise.length);
        try {
            codec.readList(new ByteArrayInputStream(mixed));
        } catch (ReportException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    private static ByteArrayInputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
