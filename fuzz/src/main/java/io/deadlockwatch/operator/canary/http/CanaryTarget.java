package io.deadlockwatch.operator.canary.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.fuzz.Must;
import io.deadlockwatch.operator.canary.TrialBook;
import io.deadlockwatch.operator.fleet.FleetView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What comes to the canary endpoint: the first line of an input is {@code METHOD PATH QUERY AUTHORIZATION}, the rest the body. Of an empty cluster nobody gets a verdict, so that
 * there is no 2xx, whatever is asked; and every answer is text of its kind.
 */
public final class CanaryTarget {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTS = 4;
    private static final int MAX_ANSWER = 8_192;

    private CanaryTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String[] head = Arrays.copyOf(new String(input, 0, end, StandardCharsets.UTF_8).split(" ", PARTS), PARTS);
        byte[] body = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
        CanaryResponse answer = api(body.length % 2 == 0)
                .handle(new CanaryRequest(
                        text(head[0]), text(head[1]), parameters(text(head[2])), text(head[3]), body));
        Must.hold(answer.status() >= 400 && answer.status() < 600, "a verdict on nothing", answer);
        Must.hold(answer.status() != CanaryResponse.INTERNAL, "an error of our own", answer);
        Must.hold(!answer.body().isBlank() && answer.body().length() <= MAX_ANSWER, "an odd answer", answer);
        if (answer.json()) {
            JsonNode error = JSON.readTree(answer.body()).path("error");
            Must.hold(error.isTextual() && !error.asText().isBlank(), "a refusal without a word", answer);
        }
    }

    private static String text(String part) {
        return part == null ? "" : part;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", 16)) {
            int equals = pair.indexOf('=');
            parameters.putIfAbsent(equals < 0 ? pair : pair.substring(0, equals), pair.substring(equals + 1));
        }
        parameters.remove("");
        return parameters;
    }

    private static CanaryApi api(boolean open) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        FleetView empty = new FleetView(NOW, Map.of(), Map.of(), List.of());
        return new CanaryApi(
                new Oracle(new Still(empty), new Warmth(clock, Duration.ZERO), new TrialBook(clock), () -> 0),
                new AccessRule(open ? Optional.empty() : Optional.of("secret")),
                (_, canary) -> {
                    if (canary.startsWith("x")) {
                        throw new IOException("there is no Canary " + canary);
                    }
                    return canary;
                },
                (_, _) -> {},
                JSON);
    }

    /** A fleet in which nothing happens. */
    private record Still(FleetView view) implements Views {

        @Override
        public FleetView current() {
            return view;
        }

        @Override
        public FleetView next(FleetView seen, Duration atMost) {
            return view;
        }
    }
}
