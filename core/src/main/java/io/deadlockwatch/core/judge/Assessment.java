package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;

/** A finding held against a stack: what agrees and what does not. */
record Assessment(Finding finding, Place place, FlowView flow, ContextView context) {

    Confidence confidence() {
        return new Confidence(place.score(), flow.score(), context.score());
    }

    Match match() {
        return new Match(finding, confidence());
    }

    /** Whether finding and stack name the same function, letter for letter. */
    boolean isFullSymbolMatch() {
        return place.names() == Place.Names.SAME;
    }

    /** The confidence as a sum with its reasons. */
    String words() {
        Confidence confidence = confidence();
        return "confidence " + confidence.total()
                + " = 0.45 x " + confidence.symbol() + " (" + place.words() + ")"
                + " + 0.35 x " + confidence.path() + " (" + flow.words() + ")"
                + " + 0.20 x " + confidence.context() + " (" + String.join(", ", context.words()) + ")";
    }
}
