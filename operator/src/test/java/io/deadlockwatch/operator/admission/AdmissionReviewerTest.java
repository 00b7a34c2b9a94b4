package io.deadlockwatch.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, the pod is allowed. */
class AdmissionReviewerTest {

    private final AdmissionReviewer reviewer = new AdmissionReviewer(new ObjectMapper());
    private final SamplerPatch patches =
            new SamplerPatch(new SamplerSettings("i", "Always", "https://o", OptionalLong.of(65_532)), "CA");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"request\":{\"uid\":\"u\"}}",
                "{\"request\":{\"uid\":\"u\",\"object\":{\"spec\":{\"containers\":7}}}}"
            })
    void whatCannotBeReadIsLetPass(String body) {
        AdmissionReviewer.Outcome outcome = reviewer.review(
                body.getBytes(StandardCharsets.UTF_8), new InjectPath("shop", "orders", Optional.empty()), patches);

        assertThat(outcome.admission()).isEqualTo(Admission.UNREADABLE);
        assertThat(outcome.body()).contains("\"allowed\":true").doesNotContain("patch");
    }

    /** A number of a billion digits takes nobody who writes it a billion bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "9E18446744073709551616", "1e", "Infinity", "١m", "+", "."})
    void amountsThatNoNodeHasAreNone(String amount) {
        String body =
                "{\"request\":{\"uid\":\"u\",\"namespace\":\"shop\",\"object\":{\"metadata\":{},\"spec\":{\"containers\":"
                        + "[{\"resources\":{\"requests\":{\"cpu\":\"A\"},\"limits\":{\"cpu\":\"A\",\"memory\":\"A\"}}}]}}}}";

        AdmissionReviewer.Outcome outcome = reviewer.review(
                body.replace("A", amount).getBytes(StandardCharsets.UTF_8),
                new InjectPath("shop", "orders", SamplerRoom.parse("c50-m96-rc100-lc100-rm100-lm100")),
                patches);

        assertThat(outcome.admission()).isEqualTo(Admission.INJECT);
    }

    @Test
    void aPodOfAnotherNamespaceIsLetPass() {
        String body = "{\"request\":{\"uid\":\"u\",\"namespace\":\"other\",\"object\":{\"spec\":{\"containers\":[]}}}}";

        AdmissionReviewer.Outcome outcome = reviewer.review(
                body.getBytes(StandardCharsets.UTF_8), new InjectPath("shop", "orders", Optional.empty()), patches);

        assertThat(outcome.admission()).isEqualTo(Admission.NOT_FOR_US);
        assertThat(outcome.body()).contains("\"uid\":\"u\"", "\"allowed\":true").doesNotContain("patch");
    }
}
