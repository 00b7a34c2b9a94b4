package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.coverage.Contact;
import io.deadlockwatch.operator.coverage.CoverageRules;
import io.deadlockwatch.operator.coverage.NodeSamplers;
import io.deadlockwatch.operator.coverage.PodFinding;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.FindingSource;
import io.deadlockwatch.operator.policy.PolicySnapshot;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Looks at all pods: which watch each belongs to, and how well it is observed. A pure function of what is known and the time. */
public final class Surveyor {

    private final CoverageRules rules;
    private final String samplerVersion;

    /**
     * A surveyor that knows which samplers are up to date.
     *
     * @param samplerVersion as a sampler reports it
     */
    public Surveyor(String samplerVersion) {
        this(samplerVersion, NodeSamplers.NONE);
    }

    /** The same where nodes have samplers of their own. */
    public Surveyor(String samplerVersion, NodeSamplers nodes) {
        this.samplerVersion = samplerVersion;
        this.rules = new CoverageRules(nodes);
    }

    /**
     * Looks.
     *
     * @param contact what a pod's sampler said last, by the pod's uid
     */
    public Survey survey(
            PolicySnapshot policy,
            Collection<PodInfo> pods,
            Function<String, Optional<SamplerContact>> contact,
            Instant now) {
        Map<String, WatchSurvey> watches = new HashMap<>();
        policy.watches().forEach(watch -> watches.put(watch.uid(), new WatchSurvey(watch)));
        Map<String, Integer> podsUsing = new HashMap<>();
        Map<String, Optional<PodState>> running = new HashMap<>();
        for (PodInfo pod : pods) {
            if (!pod.running()) {
                continue;
            }
            String key = pod.namespace() + "/" + pod.name();
            running.put(key, Optional.empty());
            List<WatchPolicy> selecting = policy.selecting(pod);
            if (selecting.isEmpty()) {
                continue;
            }
            WatchPolicy owner = selecting.getFirst();
            for (WatchPolicy loser : selecting.subList(1, selecting.size())) {
                survey(watches, loser).lose(owner);
            }
            if (!rules.isMatched(owner, pod)) {
                continue;
            }
            Optional<SamplerContact> last = contact.apply(pod.uid());
            PodFinding finding = rules.stateOf(owner, pod, last.map(SamplerContact::contact), now);
            FindingChoice findings = policy.findingsFor(owner, pod);
            boolean outdated = last.isPresent() && !last.get().samplerVersion().equals(samplerVersion);
            survey(watches, owner).add(pod, finding, last.map(SamplerContact::contact), findings, outdated);
            running.put(key, Optional.of(finding.state()));
            findings.source().ifPresent(set -> podsUsing.merge(key(set), 1, Integer::sum));
        }
        Map<String, WatchView> views = new HashMap<>();
        watches.forEach((uid, watch) -> views.put(uid, watch.view()));
        return new Survey(now, views, podsUsing, running);
    }

    private static WatchSurvey survey(Map<String, WatchSurvey> watches, WatchPolicy watch) {
        return watches.computeIfAbsent(watch.uid(), _ -> new WatchSurvey(watch));
    }

    private static String key(FindingSource set) {
        return set.namespace() + "/" + set.name();
    }

    /**
     * What a sampler said last.
     *
     * @param samplerVersion its version
     */
    public record SamplerContact(Contact contact, String samplerVersion) {}
}
