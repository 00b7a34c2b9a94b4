package io.deadlockwatch.operator.reconcile;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SARIF, or a blocking model, as stored. */
final class FindingPayload {

    private final byte[] bytes;
    private final boolean elsewhere;

    /** @param elsewhere whether it stands in an object of its own, which may change while the set does not */
    FindingPayload(byte[] bytes, boolean elsewhere) {
        this.bytes = bytes.clone();
        this.elsewhere = elsewhere;
    }

    boolean isElsewhere() {
        return elsewhere;
    }

    /** {@code sha256:...} of what is stored. */
    String digest() {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
