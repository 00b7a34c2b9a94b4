package io.deadlockwatch.operator.injection;

import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Sees to it that samplers keep no pod from running: looks for such pods, suspends injection, rescues. Called by one thread, but for what it shows. */
public final class InjectionGuard {

    private static final Logger LOG = Logger.getLogger(InjectionGuard.class);

    /** Events are for people: who has more watches than this looks at metrics. */
    private static final int MAX_EVENTS = 200;

    private final String image;
    private final Pods pods;
    private final SamplerStarts starts;
    private final InjectionBreaker breaker;
    private final Optional<Rescue> rescue;
    private final InjectionEvents events;
    private final Clock clock;
    private volatile int stuckPods;

    /**
     * A guard.
     *
     * @param image of the sampler that webhooks inject now
     * @param rescue empty: nobody is rescued
     */
    public InjectionGuard(
            String image,
            Pods pods,
            SamplerStarts starts,
            InjectionBreaker breaker,
            Optional<Rescue> rescue,
            InjectionEvents events,
            Clock clock) {
        this.image = image;
        this.pods = pods;
        this.starts = starts;
        this.breaker = breaker;
        this.rescue = rescue;
        this.events = events;
        this.clock = clock;
    }

    /** Takes over what the operator before this one has noted down. */
    public void restore(Optional<String> suspendedImage) {
        suspendedImage.ifPresent(each -> breaker.restore(each, clock.instant()));
    }

    /** Looks, decides, rescues. */
    public void beat(List<WatchPolicy> watches) {
        Instant now = clock.instant();
        List<StuckPod> stuck = starts.stuck();
        stuckPods = stuck.size();
        Optional<Suspension> before = breaker.suspension();
        breaker.look(stuck, injected(), now);
        tell(before, watches);
        rescue.ifPresent(each -> each.rescue(stuck));
    }

    /** Takes injection up again because somebody took the note away. */
    public void resume(List<WatchPolicy> watches) {
        Optional<Suspension> before = breaker.suspension();
        breaker.resume(clock.instant());
        tell(before, watches);
    }

    private int injected() {
        return (int) pods.all().stream()
                .filter(pod -> pod.sampler().filter(image::equals).isPresent())
                .count();
    }

    private void tell(Optional<Suspension> before, List<WatchPolicy> watches) {
        Optional<Suspension> now = breaker.suspension();
        if (before.isPresent() == now.isPresent()) {
            return;
        }
        Stream<WatchPolicy> concerned =
                watches.stream().filter(watch -> watch.mode() == Mode.SIDECAR).limit(MAX_EVENTS);
        if (now.isPresent()) {
            LOG.errorf("injection is suspended: %s", now.get().message());
            concerned.forEach(watch -> events.suspended(watch, now.get()));
        } else {
            LOG.warnf("injection of %s is taken up again", image);
            concerned.forEach(events::resumed);
        }
    }

    /** Why nothing is injected; empty if something is. */
    public Optional<Suspension> suspension() {
        return breaker.suspension();
    }

    /** Pods that their samplers keep from running. */
    public int stuckPods() {
        return stuckPods;
    }
}
