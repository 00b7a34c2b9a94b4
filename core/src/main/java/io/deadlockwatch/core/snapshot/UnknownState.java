package io.deadlockwatch.core.snapshot;

/** A wait reason that no Go version known to us prints; kept verbatim, and never a candidate for a verdict. */
public record UnknownState(String words) implements WaitState {

    @Override
    public String operation() {
        return words;
    }

    @Override
    public boolean canBlockForEver() {
        return false;
    }
}
