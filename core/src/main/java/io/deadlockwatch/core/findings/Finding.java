package io.deadlockwatch.core.findings;

import java.util.List;

/**
 * A place in source that can block, as a static tool reported it. Texts are empty and lines 0 where the tool did not tell.
 *
 * @param level {@code error}, {@code warning} or {@code note}
 * @param message one sentence
 * @param site as in {@code identity.md}; empty for tools that do not know sites
 * @param entry symbol of the function that the {@code go} statement starts
 * @param flow from the {@code go} statement or entry point to the operation, outermost first
 */
public record Finding(
        String ruleId,
        String level,
        String message,
        String site,
        String symbol,
        String operation,
        SourceLine line,
        int functionStart,
        String entry,
        List<FlowStep> flow,
        List<Partner> partners) {
    public Finding {
        flow = List.copyOf(flow);
        partners = List.copyOf(partners);
    }
}
