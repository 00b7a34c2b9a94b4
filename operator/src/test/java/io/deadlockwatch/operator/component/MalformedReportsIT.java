package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.operator.component.Installation.Installed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Reports that no sampler writes, with a token that is good: refused in words, and the next good one is taken. */
@ExtendWith(Installation.class)
@ResourceLock(Installation.OPERATOR)
class MalformedReportsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ReportCodec CODEC = new ReportCodec(ReportLimits.DEFAULTS);

    @Test
    void whatIsTooMuchOrForgedIsRefusedInWords(Installed installed) throws IOException {
        Shop shop = Shop.watched(installed, "hostile-size");
        FakeSampler sampler = shop.sampler();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sampler.report(0).statusCode()).isEqualTo(200));
        String plain = text(sampler.report(shop.self(), 3));
        String entry = plain.substring(
                plain.indexOf("\"entries\":[") + 11, plain.indexOf(']', plain.indexOf("\"entries\":[")));

        HttpResponse<String> million =
                sampler.send(zipped(plain.replace(entry, (entry + ",").repeat(1_000_000) + entry)), true);
        HttpResponse<String> longName =
                sampler.send(zipped(plain.replace("orders.reserve.func1", "f".repeat(1 << 20))), true);
        HttpResponse<String> deep = sampler.send(
                zipped(plain.replaceFirst("\\{", "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",")), true);
        HttpResponse<String> otherFrames =
                sampler.send(zipped(plain.replace("orders.reserve.func1", "orders.\\n\\u001b[2Jforged")), true);
        HttpResponse<String> otherName = sampler.send(
                zipped(plain.replace(
                        "\"name\":\"" + shop.pod().name() + "\"",
                        "\"name\":\"x\\n2026-11-21T00:00:00.000Z ERROR [forged] all is lost\\ud800\"")),
                true);

        assertThat(million.statusCode()).isEqualTo(400);
        assertThat(million.body()).contains("stands twice in entries");
        assertThat(longName.statusCode()).isEqualTo(400);
        assertThat(longName.body()).contains("65536");
        assertThat(deep.statusCode()).isEqualTo(400);
        assertThat(otherFrames.statusCode()).isEqualTo(400);
        assertThat(otherFrames.body()).contains("has other frames than its fingerprint says");
        assertThat(otherName.statusCode()).isEqualTo(403);
        assertThat(otherName.body()).contains("x\uFFFD2026-11-21T00:00:00.000Z ERROR [forged] all is lost\uFFFD");
        assertThat(sampler.report(0).statusCode()).isEqualTo(200);
        assertThat(installed.operator().log().lines())
                .noneMatch(line -> line.contains("[forged]") && line.startsWith("2026-11-21T00:00:00.000Z"));
    }

    private static String text(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CODEC.writeReport(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
