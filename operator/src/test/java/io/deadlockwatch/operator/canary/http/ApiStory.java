package io.deadlockwatch.operator.canary.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.canary.FleetStory;
import io.deadlockwatch.operator.canary.TrialBook;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.incident.RevisionSighting;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints over a fleet that is told in a word, for tests that ask them. */
final class ApiStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String VERDICT = "/v1/canary/verdict";
    static final String CALL =
            "{\"name\":\"orders-canary\",\"namespace\":\"shop\",\"phase\":\"Progressing\",\"checksum\":\"7\",\"metadata\":{}}";

    final ManualClock clock = new ManualClock();
    final List<String> counted = new ArrayList<>();
    FleetStory fleet = new FleetStory();
    Optional<String> token = Optional.empty();
    FlaggerTargets targets = (_, _) -> "Deployment/orders";
    Duration warmUp = Duration.ZERO;

    void passes() {
        fleet = new FleetStory().revision("new", PodState.OBSERVED);
    }

    void undecided() {
        fleet = new FleetStory().revision("new", PodState.INCOMPLETE);
    }

    void fails() {
        fleet = new FleetStory()
                .revision("old", PodState.OBSERVED)
                .revision("new", PodState.OBSERVED)
                .incident("shop.f", new RevisionSighting("new", Verdict.CONFIRMED, Given.NOW));
    }

    CanaryApi over(FakeViews views) {
        return new CanaryApi(
                new Oracle(views, new Warmth(clock, warmUp), new TrialBook(clock), views),
                new AccessRule(token),
                targets,
                (outcome, client) -> counted.add(outcome.label() + " " + client.label()),
                JSON);
    }

    CanaryResponse send(String method, String path, Map<String, String> parameters, String authorization, String body) {
        return over(new FakeViews(fleet.view()))
                .handle(new CanaryRequest(
                        method, path, parameters, authorization, body.getBytes(StandardCharsets.UTF_8)));
    }

    CanaryResponse get(Map<String, String> parameters) {
        return send("GET", VERDICT, complete(parameters), "", "");
    }

    CanaryResponse post(String hook, String body, Map<String, String> parameters) {
        return send("POST", "/v1/canary/flagger/" + hook, parameters, "", body);
    }

    CanaryRequest request(Map<String, String> parameters) {
        return new CanaryRequest("GET", VERDICT, complete(parameters), "", new byte[0]);
    }

    Map<String, String> complete(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(Map.of("namespace", "shop", "workload", "orders"));
        all.putAll(parameters);
        return all;
    }

    JsonNode data(CanaryResponse response) throws JsonProcessingException {
        assertThat(response.status()).isEqualTo(200);
        return JSON.readTree(response.body()).path("data");
    }
}
