package io.deadlockwatch.operator.injection;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops the injection of an image whose samplers keep pods from running, before there are more of them: a circuit breaker. It closes again by another image, by hand, or on
 * trial after some time, since a registry that was down comes back without anybody telling. On trial one stuck pod is enough to open it again. Called by one thread, but for
 * {@link #suspension}.
 */
public final class InjectionBreaker {

    /** How long a pod that was stuck counts, since a rescued one is stuck no more. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private static final int MAX_REMEMBERED = 1_000;

    private final String image;
    private final BreakerRules rules;
    private final Map<String, Instant> lastStuck = new HashMap<>();
    private volatile Optional<Suspension> suspension = Optional.empty();
    private Optional<Instant> trialUntil = Optional.empty();

    /**
     * A closed one.
     *
     * @param image that is injected now
     */
    public InjectionBreaker(String image, BreakerRules rules) {
        this.image = image;
        this.rules = rules;
    }

    /** Takes over what an operator before this one has decided, if it was about the same image. */
    public void restore(String suspendedImage, Instant now) {
        if (suspendedImage.equals(image)) {
            suspension = Optional.of(new Suspension(image, now, 0, 0, "", now.plus(rules.retryAfter())));
        }
    }

    /** Takes injection up again because somebody said so. */
    public void resume(Instant now) {
        suspension = Optional.empty();
        trialUntil = Optional.of(now.plus(rules.retryAfter()));
    }

    /**
     * Decides anew.
     *
     * @param stuck pods that are stuck now, whatever their sampler's image
     * @param injected number of pods with the image that is injected now
     */
    public void look(List<StuckPod> stuck, int injected, Instant now) {
        List<StuckPod> ours =
                stuck.stream().filter(pod -> pod.start().image().equals(image)).toList();
        if (suspension.isPresent()) {
            if (ours.isEmpty() && !now.isBefore(suspension.get().retryAt())) {
                resume(now);
            }
            return;
        }
        int count = remember(ours, now);
        boolean trial = trialUntil.filter(now::isBefore).isPresent();
        if (!ours.isEmpty() && (trial || rules.isTooMany(count, injected))) {
            lastStuck.clear();
            suspension = Optional.of(new Suspension(
                    image,
                    now,
                    count,
                    Math.max(injected, count),
                    ours.getFirst().reason(),
                    now.plus(rules.retryAfter())));
        }
    }

    /** Takes note of pods that are stuck; how many there were of late. */
    private int remember(List<StuckPod> stuck, Instant now) {
        lastStuck.values().removeIf(at -> at.plus(MEMORY).isBefore(now));
        stuck.stream()
                .map(pod -> pod.start().uid())
                .filter(uid -> lastStuck.size() < MAX_REMEMBERED || lastStuck.containsKey(uid))
                .forEach(uid -> lastStuck.put(uid, now));
        return lastStuck.size();
    }

    /** Why nothing is injected; empty if something is. */
    public Optional<Suspension> suspension() {
        return suspension;
    }
}
