package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.SarifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SARIF as stored. */
final class FindingPayload {

    private final byte[] bytes;

    FindingPayload(byte[] bytes) {
        this.bytes = bytes.clone();
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

    /**
     * What is in it.
     *
     * @throws IOException in words for the person who stored it
     */
    FindingSet read(SarifReader reader) throws IOException {
        return reader.read(new ByteArrayInputStream(bytes));
    }
}
