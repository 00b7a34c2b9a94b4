package io.deadlockwatch.operator.admission;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * An amount of CPU or memory as pods write it, {@code 250m} or {@code 1Gi}. The API server has looked at what it sends; but others reach the webhook too, and to calculate with
 * {@code 1e999999999} would take it for ever.
 */
final class Amount {

    /** Digits before and behind the point of what the API server accepts: an exbibyte in thousandths, with room. */
    private static final int MAX_DIGITS = 24;

    private static final int MAX_CHARS = 48;

    private Amount() {}

    /** The amount; empty if the text is none, or one that no node has. */
    static Optional<BigDecimal> of(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            BigDecimal amount = new Quantity(text).getNumericalAmount();
            boolean sensible = amount.scale() <= MAX_DIGITS && (long) amount.precision() - amount.scale() <= MAX_DIGITS;
            return sensible ? Optional.of(amount) : Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException _) {
            return Optional.empty();
        }
    }
}
