package io.deadlockwatch.fuzz;

import io.deadlockwatch.sampler.http.HttpException;
import io.deadlockwatch.sampler.http.HttpResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** What a target, or an operator, answers on the wire: {@link HttpResponse} and its bodies. */
public final class HttpTarget {

    private HttpTarget() {}

    /** What a caller sees of an answer. */
    private record Seen(int status, int bytes, int hash, boolean reusable) {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Optional<Seen> seen = TwoReadings.of(input, HttpException.class, HttpTarget::read);
        seen.ifPresent(answer -> {
            Must.hold(answer.status() >= 200 && answer.status() <= 999, "an odd status", answer);
            Must.hold(answer.bytes() <= input.length, "a body longer than what was sent", answer);
        });
    }

    private static Seen read(InputStream in) throws IOException {
        HttpResponse response = HttpResponse.read(new BufferedInputStream(in, 512));
        byte[] body = response.body().readAllBytes();
        return new Seen(response.status(), body.length, Arrays.hashCode(body), response.isReusable());
    }
}
