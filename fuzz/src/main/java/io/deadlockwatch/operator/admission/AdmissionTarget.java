package io.deadlockwatch.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.fuzz.Must;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What comes to the webhook: the first line of an input is the path, the rest the review. Whatever it is, the answer allows the pod, and its patch only adds: a sampler, its volume
 * and annotations. In the reviewer's package, as nobody else has to see it.
 */
public final class AdmissionTarget {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AdmissionReviewer REVIEWER = new AdmissionReviewer(JSON);
    private static final SamplerPatch PATCHES =
            new SamplerPatch(new SamplerSettings("sampler:1", "Always", "https://o", OptionalLong.of(65_532)), "CA");

    private AdmissionTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        Optional<InjectPath> path = InjectPath.parse(new String(input, 0, end, StandardCharsets.ISO_8859_1));
        byte[] body = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
        AdmissionReviewer.Outcome outcome =
                REVIEWER.review(body, path.orElse(new InjectPath("shop", "orders", Optional.empty())), PATCHES);
        JsonNode response = JSON.readTree(outcome.body()).path("response");
        Must.hold(response.path("allowed").asBoolean(false), "a pod is refused", outcome);
        boolean patched = response.has("patch");
        Must.hold(patched == mayPatch(outcome.admission()), "a patch where none belongs", outcome);
        if (patched) {
            byte[] patch = Base64.getDecoder().decode(response.path("patch").asText());
            for (JsonNode step : JSON.readTree(patch)) {
                Must.hold(step.path("op").asText().equals("add"), "something is changed or taken away", outcome);
                Must.hold(isOurs(step.path("path").asText()), "something else is added", step);
            }
        }
    }

    private static boolean mayPatch(Admission admission) {
        return switch (admission) {
            case INJECT, OPTED_OUT, HOST_NETWORK, WINDOWS, NAME_TAKEN, QUOTA, LIMIT_RANGE -> true;
            case ALREADY_INJECTED, NOT_FOR_US, UNREADABLE, TOO_LARGE, INTERNAL -> false;
        };
    }

    private static boolean isOurs(String path) {
        return path.equals("/spec/volumes")
                || path.equals("/spec/volumes/-")
                || path.equals("/spec/initContainers")
                || path.equals("/spec/initContainers/-")
                || path.equals("/metadata/annotations")
                || path.startsWith("/metadata/annotations/deadlockwatch.io~1");
    }
}
