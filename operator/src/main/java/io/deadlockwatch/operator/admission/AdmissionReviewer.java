package io.deadlockwatch.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An admission review in, one out: always allowed, with a patch if there is something to change. Decides from the request and the path alone. */
final class AdmissionReviewer {

    private static final String API_VERSION = "admission.k8s.io/v1";

    private final ObjectMapper json;

    AdmissionReviewer(ObjectMapper json) {
        this.json = json;
    }

    /** What is to be answered, and what was decided. */
    record Outcome(Admission admission, String body) {}

    /** Reviews what was asked at a path. */
    Outcome review(byte[] body, InjectPath path, SamplerPatch patches) {
        JsonNode request;
        try {
            request = json.readTree(body).path("request");
        } catch (IOException _) {
            return allow("", Admission.UNREADABLE);
        }
        String uid = request.path("uid").asText("");
        if (uid.isEmpty()
                || !request.path("object").path("spec").path("containers").isArray()) {
            return allow(uid, Admission.UNREADABLE);
        }
        if (!path.namespace().equals(request.path("namespace").asText())) {
            return allow(uid, Admission.NOT_FOR_US);
        }
        PodView pod = new PodView(request.path("object"));
        Admission decision = InjectionDecision.of(pod, path.room());
        return switch (decision) {
            case INJECT -> patch(uid, decision, patches.inject(pod, path.watch(), path.room()));
            case OPTED_OUT, HOST_NETWORK, WINDOWS, NAME_TAKEN, QUOTA, LIMIT_RANGE ->
                patch(uid, decision, patches.skip(pod, path.watch(), decision));
            case ALREADY_INJECTED, NOT_FOR_US, UNREADABLE, TOO_LARGE, INTERNAL -> allow(uid, decision);
        };
    }

    /** Lets a pod pass as it is. */
    Outcome allow(String uid, Admission admission) {
        return new Outcome(admission, text(response(uid)));
    }

    private Outcome patch(String uid, Admission admission, ArrayNode patch) {
        ObjectNode response = response(uid);
        response.withObject("/response")
                .put("patchType", "JSONPatch")
                .put("patch", Base64.getEncoder().encodeToString(text(patch).getBytes(StandardCharsets.UTF_8)));
        return new Outcome(admission, text(response));
    }

    private ObjectNode response(String uid) {
        ObjectNode review =
                json.createObjectNode().put("apiVersion", API_VERSION).put("kind", "AdmissionReview");
        review.putObject("response").put("uid", uid).put("allowed", true);
        return review;
    }

    private String text(JsonNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
