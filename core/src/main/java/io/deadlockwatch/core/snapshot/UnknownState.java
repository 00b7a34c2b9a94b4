package io.deadlockwatch.core.snapshot;

/** A wait reason that no Go version known to us prints; kept verbatim as far as it is {@link PlainText}, and never a candidate for a verdict. */
public record UnknownState(String words) implements WaitState {
    public UnknownState {
        words = PlainText.of(words);
    }

    @Override
    public String operation() {
        return words;
    }

    @Override
    public boolean canBlockForEver() {
        return false;
    }
}
