package io.deadlockwatch.operator.canary.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hooks, as Flagger sees them: it takes every status up to 202 as a yes. */
class FlaggerHooksTest {

    private final ApiStory api = new ApiStory();

    /** 200 means "go on" to the one kind of hook and "roll back" to the other. */
    @ParameterizedTest
    @CsvSource({
        "confirm-traffic-increase, pass, 200",
        "confirm-traffic-increase, fail, 409",
        "confirm-traffic-increase, inconclusive, 409",
        "confirm-promotion, pass, 200",
        "confirm-promotion, fail, 409",
        "confirm-promotion, inconclusive, 409",
        "rollback, pass, 409",
        "rollback, fail, 200",
        "rollback, inconclusive, 409"
    })
    void flaggersHooksAreAnsweredInFlaggersTerms(String hook, String verdict, int status) {
        switch (verdict) {
            case "pass" -> api.passes();
            case "fail" -> api.fails();
            default -> api.undecided();
        }

        CanaryResponse response = api.post(hook, ApiStory.CALL, Map.of());

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).startsWith(verdict + ": Deployment/orders revision new: ");
        assertThat(api.counted).containsExactly(verdict + " flagger");
    }

    /** Flagger takes every status up to 202 as a yes; to a rollback hook a yes is a rollback. */
    @Test
    void nothingThatGoesWrongIsAYes() {
        api.fails();
        List<CanaryResponse> errors = new ArrayList<>();
        for (String hook : List.of("confirm-traffic-increase", "confirm-promotion", "rollback")) {
            for (String body : List.of(
                    "",
                    "{",
                    "[]",
                    "null",
                    "{}",
                    "{\"name\":\"orders\"}",
                    "{\"name\":1,\"namespace\":{}}",
                    "{\"name\":\"../x\",\"namespace\":\"shop\"}",
                    "{\"name\":\"orders\",\"namespace\":\"bank\"}")) {
                errors.add(api.post(hook, body, Map.of()));
            }
            errors.add(api.post(hook, ApiStory.CALL, Map.of("waitSeconds", "31")));
            errors.add(api.post(hook, ApiStory.CALL, Map.of("windowseconds", "300")));
            errors.add(api.send("GET", "/v1/canary/flagger/" + hook, Map.of(), "", ApiStory.CALL));
        }
        api.token = Optional.of("secret");
        errors.add(api.post("rollback", ApiStory.CALL, Map.of()));
        api.token = Optional.empty();
        api.warmUp = Duration.ofSeconds(90);
        errors.add(api.post("rollback", ApiStory.CALL, Map.of()));
        api.warmUp = Duration.ZERO;
        api.targets = (_, _) -> {
            throw new IOException("there is no Canary");
        };
        errors.add(api.post("rollback", ApiStory.CALL, Map.of()));
        api.targets = (_, _) -> {
            throw new IllegalStateException("the API server is gone");
        };
        errors.add(api.post("rollback", ApiStory.CALL, Map.of()));

        assertThat(errors).allSatisfy(error -> {
            assertThat(error.status()).isGreaterThanOrEqualTo(400);
            assertThat(error.body()).isNotBlank();
        });
        assertThat(api.counted).isEmpty();
    }

    @Test
    void theWorkloadMayBeNamedInTheHookWhereTheCanaryCannotBeRead() {
        api.fails();
        api.targets = (_, _) -> {
            throw new IOException("forbidden");
        };

        assertThat(api.post("rollback", ApiStory.CALL.replace("{}", "{\"workload\":\"orders\"}"), Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(api.post("rollback", ApiStory.CALL, Map.of("workload", "Deployment/orders"))
                        .status())
                .isEqualTo(200);
        assertThat(api.post("rollback", ApiStory.CALL, Map.of()).status()).isEqualTo(404);
    }
}
