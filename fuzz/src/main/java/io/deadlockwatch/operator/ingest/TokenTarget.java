package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.fuzz.Must;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** What a token says of its own end: {@link TokenExpiry}. An input is read as a token, and as the claims of one. */
public final class TokenTarget {

    private TokenTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TokenExpiry.of(new String(input, StandardCharsets.ISO_8859_1));
        Optional<Instant> expiry =
                TokenExpiry.of("e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(input) + ".c2ln");
        expiry.ifPresent(end -> Must.hold(
                new String(input, StandardCharsets.ISO_8859_1).contains("exp")
                        || new String(input, StandardCharsets.ISO_8859_1).contains("\\")
                        || input[0] == 0
                        || (input.length > 1 && input[1] == 0)
                        || input[0] < 0,
                "an end that nobody told",
                end));
    }
}
