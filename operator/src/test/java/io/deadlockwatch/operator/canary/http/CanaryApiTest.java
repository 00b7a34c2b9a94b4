package io.deadlockwatch.operator.canary.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.deadlockwatch.operator.canary.FleetStory;
import io.deadlockwatch.operator.coverage.PodState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints, as Argo and Flagger see them. */
class CanaryApiTest {

    private final ApiStory api = new ApiStory();

    @Test
    void argoSeesAFailureWithFileAndLine() throws JsonProcessingException {
        api.fails();

        CanaryResponse response = api.get(Map.of("canary", "new", "baseline", "old", "client", "argo"));

        assertThat(response.status()).isEqualTo(200);
        JsonNode data = api.data(response);
        assertThat(data.path("verdict").asText()).isEqualTo("fail");
        assertThat(data.path("reason").asText()).isEqualTo("NewSite");
        assertThat(data.path("newSites").asInt()).isEqualTo(1);
        assertThat(data.path("maxConfidence").asDouble()).isEqualTo(0.92);
        assertThat(data.path("baseline").asText()).isEqualTo("old");
        assertThat(data.path("baselineCoverage").asDouble()).isEqualTo(1.0);
        assertThat(data.path("message").asText())
                .isEqualTo(
                        "Deployment/orders revision new: goroutines blocked in shop.f (orders.go:42, chan send), confirmed, new");
        JsonNode incident = data.path("incidents").path(0);
        assertThat(incident.path("name").asText()).matches("orders-[0-9a-f]{8}");
        assertThat(incident.path("site").asText()).isEqualTo("shop.f|chan send");
        assertThat(incident.path("verdict").asText()).isEqualTo("confirmed");
        assertThat(incident.path("file").asText()).isEqualTo("/src/shop/orders.go");
        assertThat(incident.path("line").asInt()).isEqualTo(42);
        assertThat(incident.path("waitReason").asText()).isEqualTo("chan send");
        assertThat(api.counted).containsExactly("fail argo");
    }

    @Test
    void aPassSaysHowLittleItSays() throws JsonProcessingException {
        api.passes();

        JsonNode data = api.data(api.get(Map.of("canary", "new")));

        assertThat(data.path("verdict").asText()).isEqualTo("pass");
        assertThat(data.path("reason").asText()).isEqualTo("CleanProvenOnly");
        assertThat(data.path("mode").asText()).isEqualTo("proven-only");
        assertThat(data.path("baseline").asText()).isEqualTo("none");
        assertThat(data.path("baselineCoverage").isNull()).isTrue();
        assertThat(data.path("coverage").asDouble()).isEqualTo(1.0);
        assertThat(data.path("podsExpected").asInt()).isEqualTo(1);
        assertThat(data.path("podsObserved").asInt()).isEqualTo(1);
        assertThat(data.path("samplesPerPod").asInt()).isEqualTo(40);
        assertThat(data.path("windowSeconds").asInt()).isEqualTo(300);
        assertThat(data.path("podSecondsObserved").asInt()).isEqualTo(600);
        assertThat(data.path("retryAfterSeconds").asInt()).isZero();
        assertThat(data.path("message").asText()).contains("10 pod-minutes", "only proof could have failed it");
    }

    @Test
    void whatIsNotKnownYetIsNeitherPassNorFail() throws JsonProcessingException {
        api.undecided();

        JsonNode data = api.data(api.get(Map.of("canary", "new", "requireFindings", "true")));

        assertThat(data.path("verdict").asText()).isEqualTo("inconclusive");
        assertThat(data.path("reason").asText()).isEqualTo("TooFewPods");
        assertThat(data.path("reasons"))
                .extracting(JsonNode::asText)
                .containsExactly("TooFewPods", "LowCoverage", "NoFindings");
        assertThat(data.path("retryAfterSeconds").asInt()).isEqualTo(30);
        assertThat(api.counted).containsExactly("inconclusive other");
    }

    @ParameterizedTest
    @CsvSource({
        "namespace, '', parameter namespace is missing",
        "namespace, Shop, no such name",
        "workload, ../../etc, no such name",
        "canary, '', parameter canary is missing",
        "canary, a b, no such name",
        "waitSeconds, 31, a number from 0 to 30",
        "waitSeconds, soon, a number from 0 to 30",
        "windowSeconds, 21601, a number from 1 to 21600",
        "requireFindings, yes, true or false",
        "client, me, 'argo, flagger or other'",
        "requirefindings, true, unknown parameter"
    })
    void aMistakeInARequestIsNamed(String parameter, String value, String sentence) {
        api.passes();

        Map<String, String> parameters = api.complete(Map.of("canary", "new"));
        parameters.put(parameter, value);
        CanaryResponse response = api.send("GET", ApiStory.VERDICT, parameters, "", "");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains(sentence);
    }

    @Test
    void anEmptyBaselineIsNone() throws JsonProcessingException {
        api.passes();

        assertThat(api.data(api.get(Map.of("canary", "new", "baseline", "")))
                        .path("baseline")
                        .asText())
                .isEqualTo("none");
    }

    @Test
    void justAfterAStartAndWithoutFreshViewsThereIsNoVerdict() {
        api.fails();
        api.warmUp = Duration.ofSeconds(90);
        CanaryResponse warming = api.get(Map.of("canary", "new"));
        api.warmUp = Duration.ZERO;
        api.clock.advance(Duration.ofSeconds(61));
        CanaryResponse stale = api.get(Map.of("canary", "new"));

        assertThat(warming.status()).isEqualTo(503);
        assertThat(warming.body()).contains("90 more seconds");
        assertThat(stale.status()).isEqualTo(503);
        assertThat(stale.body()).contains("has not looked at the pods");
        assertThat(api.counted).isEmpty();
    }

    @Test
    void aVerdictThatMaySoonBeFinalIsWaitedFor() throws JsonProcessingException {
        FleetStory before = new FleetStory().revision("new", PodState.INCOMPLETE);
        FleetStory after = new FleetStory().revision("new", PodState.OBSERVED);
        FakeViews views = new FakeViews(before.view(), before.view(), after.view());

        CanaryResponse response = api.over(views).handle(api.request(Map.of("canary", "new", "waitSeconds", "11")));

        assertThat(api.data(response).path("verdict").asText()).isEqualTo("pass");
        assertThat(views.passed()).hasSeconds(10);
    }

    @Test
    void nobodyWaitsLongerThanTheyAskedForNorWithoutNeed() throws JsonProcessingException {
        api.undecided();
        FakeViews views = new FakeViews(api.fleet.view());

        JsonNode data = api.data(api.over(views).handle(api.request(Map.of("canary", "new", "waitSeconds", "8"))));

        assertThat(data.path("verdict").asText()).isEqualTo("inconclusive");
        assertThat(views.passed()).hasSeconds(8);

        api.fails();
        FakeViews atOnce = new FakeViews(api.fleet.view());
        api.over(atOnce).handle(api.request(Map.of("canary", "new", "waitSeconds", "8")));
        assertThat(atOnce.passed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer wrong", "secret", "Digest secret", "Basic !", "Basic c2VjcmV0OndyaW5n"})
    void withATokenNobodyElseIsAnswered(String authorization) {
        api.passes();
        api.token = Optional.of("secret");

        CanaryResponse response =
                api.send("GET", ApiStory.VERDICT, api.complete(Map.of("canary", "new")), authorization, "");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).doesNotContain("pass");
    }

    @Test
    void theTokenCountsAsABearerTokenAndAsAPassword() {
        api.passes();
        api.token = Optional.of("secret\n");
        String basic = Base64.getEncoder().encodeToString("flagger:secret".getBytes(StandardCharsets.UTF_8));

        assertThat(api.send("GET", ApiStory.VERDICT, api.complete(Map.of("canary", "new")), "bearer secret", "")
                        .status())
                .isEqualTo(200);
        assertThat(api.send("GET", ApiStory.VERDICT, api.complete(Map.of("canary", "new")), "Basic " + basic, "")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /v1/canary/verdict/, 404",
        "POST, /v1/canary/verdict, 405",
        "POST, /v1/canary/flagger/, 404",
        "POST, /v1/canary/flagger/rollout, 404",
        "GET, /v1/canary/flagger/rollback, 405"
    })
    void otherPathsAndMethodsAreRefused(String method, String path, int status) {
        assertThat(api.send(method, path, Map.of(), "", "").status()).isEqualTo(status);
    }
}
