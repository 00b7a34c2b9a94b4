package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack that some pod has told, and what every report of every replica would else have to find out about it anew. One instance for the whole fleet; safe for many threads.
 */
public final class KnownStack {

    private final String id;
    private final Stack stack;
    private final Site site;
    private volatile @Nullable Asked asked;

    KnownStack(String id, Stack stack, Site site) {
        this.id = id;
        this.stack = stack;
        this.site = site;
    }

    /** Its fingerprint, 16 hex digits. */
    public String id() {
        return id;
    }

    public Stack stack() {
        return stack;
    }

    public Site site() {
        return site;
    }

    /** Whether any of these findings may be about it. The last answer is remembered: a stack is of one build, and its findings seldom change. */
    @SuppressWarnings(
            "ReferenceEquality") // to compare findings is to compare whole flows, and the same set is the same list
    public boolean mayBePredicted(Judge judge, FindingIndex findings) {
        Asked last = asked;
        if (last == null || last.findings != findings.findings()) {
            last = new Asked(findings.findings(), judge.hasCandidates(stack, findings));
            asked = last;
        }
        return last.answer;
    }

    private record Asked(List<Finding> findings, boolean answer) {}
}
