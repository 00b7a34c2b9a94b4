package io.deadlockwatch.operator.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** When a token expires by its own words. Only to be asked of a token that the API server has found good. */
final class TokenExpiry {

    private static final JsonFactory JSON = new JsonFactory();

    private TokenExpiry() {}

    static Optional<Instant> of(String token) {
        List<String> parts = List.of(token.split("\\.", -1));
        if (parts.size() != 3) {
            return Optional.empty();
        }
        try (JsonParser claims = JSON.createParser(Base64.getUrlDecoder().decode(parts.get(1)))) {
            claims.nextToken();
            for (String name = claims.nextFieldName(); name != null; name = claims.nextFieldName()) {
                JsonToken value = claims.nextToken();
                if (name.equals("exp") && value.isNumeric()) {
                    return Optional.of(Instant.ofEpochSecond(claims.getLongValue()));
                }
                claims.skipChildren();
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
