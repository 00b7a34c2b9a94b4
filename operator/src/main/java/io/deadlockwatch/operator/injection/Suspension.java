package io.deadlockwatch.operator.injection;

import java.time.Instant;

/**
 * That a sampler image is not injected any more, anywhere.
 *
 * @param stuck pods that it kept from running when that was decided
 * @param injected all pods with that image at that time
 * @param reason the kubelet's word for what was wrong with the first of them
 * @param retryAt when it is tried again
 */
public record Suspension(String image, Instant since, int stuck, int injected, String reason, Instant retryAt) {

    /** For people; names no pod, since it is shown in every namespace. */
    public String message() {
        String count = stuck == 0
                ? "the operator before this one found that it keeps pods from starting"
                : "it kept " + stuck + " of " + injected + " pods from running (" + reason + ")";
        return "sampler image " + image + " is not injected: " + count + "; new pods start without one until the image "
                + "changes, or " + retryAt;
    }
}
