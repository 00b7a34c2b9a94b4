package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.pods.PodNames;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks by TokenReview. */
public final class KubernetesTokenReviews implements TokenReviews {

    private static final String POD_NAME = "authentication.kubernetes.io/pod-name";
    private static final String POD_UID = "authentication.kubernetes.io/pod-uid";
    private static final String NODE_NAME = "authentication.kubernetes.io/node-name";
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final int MAX_WORDS = 200;

    private final KubernetesClient client;

    public KubernetesTokenReviews(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Verdict review(String token) throws IOException {
        TokenReview review = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .withAudiences(PodNames.AUDIENCE)
                .endSpec()
                .build();
        try {
            return verdict(client.resource(review).create().getStatus());
        } catch (KubernetesClientException e) {
            throw new IOException("TokenReview failed with status " + e.getCode(), e);
        }
    }

    static Verdict verdict(TokenReviewStatus status) {
        if (!Boolean.TRUE.equals(status.getAuthenticated())) {
            return new Verdict.Rejected("the token is not valid for audience " + PodNames.AUDIENCE + why(status));
        }
        if (!status.getAudiences().contains(PodNames.AUDIENCE)) {
            return new Verdict.Rejected("the token is not for audience " + PodNames.AUDIENCE);
        }
        UserInfo user = status.getUser();
        Map<String, List<String>> extra = Objects.requireNonNullElse(user.getExtra(), Map.of());
        String name = String.join("", extra.getOrDefault(POD_NAME, List.of()));
        String uid = String.join("", extra.getOrDefault(POD_UID, List.of()));
        if (!user.getUsername().startsWith(SERVICE_ACCOUNT) || name.isEmpty() || uid.isEmpty()) {
            return new Verdict.Rejected("the token is of no pod: use a projected service-account token");
        }
        String account = user.getUsername().substring(SERVICE_ACCOUNT.length());
        int colon = account.indexOf(':');
        Optional<String> node =
                extra.getOrDefault(NODE_NAME, List.of()).stream().findFirst();
        return colon < 0
                ? new Verdict.Rejected("the token is of no service account")
                : new Verdict.Known(
                        new Caller(account.substring(0, colon), account.substring(colon + 1), name, uid, node));
    }

    /** The API server's own words, such as that a token has expired; the beginning of many. */
    private static String why(TokenReviewStatus status) {
        String error = Objects.requireNonNullElse(status.getError(), "");
        return error.isEmpty() ? "" : ": " + error.substring(0, Math.min(MAX_WORDS, error.length()));
    }
}
