package io.deadlockwatch.sampler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {

    @Test
    void readsABodyOfAnnouncedLength() throws IOException {
        InputStream in =
                stream("HTTP/1.1 200 OK\r\nContent-Type:  text/plain \r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1");

        HttpResponse response = HttpResponse.read(in);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("content-type")).isEqualTo("text/plain");
        assertThat(response.header("age")).isNull();
        assertThat(response.isReusable()).isFalse();
        assertThat(response.body().readAllBytes()).asString().isEqualTo("hello");
        assertThat(response.isReusable()).isTrue();
        assertThat(in.readAllBytes()).asString().isEqualTo("HTTP/1.1");
    }

    @Test
    void readsChunks() throws IOException {
        HttpResponse response = HttpResponse.read(
                stream(
                        "HTTP/1.1 200 OK\nTransfer-Encoding: Chunked\n\n5;name=value\r\nhello\r\n00001\r\n \r\nB\r\nout there, \r\n0\r\nTrailer: x\r\n\r\n"));

        assertThat(response.body().readAllBytes()).asString().isEqualTo("hello out there, ");
        assertThat(response.isReusable()).isTrue();
    }

    @Test
    void readsToTheEndOfTheConnection() throws IOException {
        HttpResponse response = HttpResponse.read(stream("HTTP/1.0 503 \r\n\r\nbusy"));

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.body().readAllBytes()).asString().isEqualTo("busy");
        assertThat(response.isReusable()).isFalse();
    }

    @Test
    void skipsInterimAnswersAndBodilessOnes() throws IOException {
        HttpResponse response = HttpResponse.read(
                stream(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.body().read()).isEqualTo(-1);
        assertThat(response.isReusable()).isTrue();
    }

    @Test
    void closeMeansClose() throws IOException {
        HttpResponse response =
                HttpResponse.read(stream("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"));

        assertThat(response.isReusable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 2OO OK\r\n\r\n",
                "HTTP/1.1 099 Low\r\n\r\n",
                "HTTP/1.1 2000\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n123456789\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
            })
    void refusesWhatIsNotHttp(String bytes) {
        assertThat(kind(bytes)).isEqualTo(HttpException.Kind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            })
    void tellsACutAnswer(String bytes) {
        assertThat(kind(bytes)).isEqualTo(HttpException.Kind.TRUNCATED);
    }

    @Test
    void tellsNoAnswerAndTooMuchOfOne() {
        assertThat(kind("")).isEqualTo(HttpException.Kind.NO_ANSWER);
        assertThat(kind("HTTP/1.1 200 " + "x".repeat(5_000))).isEqualTo(HttpException.Kind.MALFORMED);
        assertThat(kind("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(5_000))).isEqualTo(HttpException.Kind.MALFORMED);
        assertThat(kind("HTTP/1.1 100 Continue\r\n\r\n".repeat(9))).isEqualTo(HttpException.Kind.MALFORMED);
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefused(@ForAll byte[] tail, @ForAll int shape) throws IOException {
        String[] heads = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"};
        byte[] head = heads[Math.floorMod(shape, heads.length)].getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        try {
            assertThat(HttpResponse.read(new ByteArrayInputStream(all)).body().readAllBytes())
                    .hasSizeLessThanOrEqualTo(all.length);
        } catch (HttpException e) {
            assertThat(e.kind()).isNotNull();
        }
    }

    private static HttpException.Kind kind(String bytes) {
        return catchThrowableOfType(
                        HttpException.class,
                        () -> HttpResponse.read(stream(bytes)).body().readAllBytes())
                .kind();
    }

    private static InputStream stream(String bytes) {
        return new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
