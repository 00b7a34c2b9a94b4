package io.deadlockwatch.operator.certificate;

import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the servers' certificate is still good. */
public sealed interface LeafDecision {

    /** Days before a certificate's end from which on it is made anew. */
    Duration RENEW_BEFORE = Duration.ofDays(30);

    /** It is. */
    record Keep() implements LeafDecision {}

    /** It is not, for this reason. */
    record Issue(String reason) implements LeafDecision {}

    /** Decides. */
    static LeafDecision of(Optional<ServerCertificate> current, Authority authority, List<String> names, Instant now) {
        if (current.isEmpty()) {
            return new Issue("there is none");
        }
        X509Certificate leaf;
        try {
            leaf = Pem.certificate(current.get().certificatePem());
        } catch (IOException e) {
            return new Issue("it cannot be read: " + e.getMessage());
        }
        if (!authority.signed(leaf) || !current.get().caPem().equals(authority.certificatePem())) {
            return new Issue("it is of another CA");
        }
        if (!namesOf(leaf).containsAll(names)) {
            return new Issue("it lacks one of the names " + names);
        }
        Instant notBefore = leaf.getNotBefore().toInstant();
        if (now.isBefore(notBefore)) { // made by a clock that was ahead
            return new Issue("it is not valid before " + notBefore);
        }
        if (!now.isBefore(leaf.getNotAfter().toInstant().minus(RENEW_BEFORE))) {
            return new Issue("it expires " + leaf.getNotAfter().toInstant());
        }
        return new Keep();
    }

    private static Set<String> namesOf(X509Certificate leaf) {
        Set<String> names = new HashSet<>();
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(alternative -> names.add(String.valueOf(alternative.get(1))));
            }
        } catch (CertificateParsingException _) {
            return Set.of();
        }
        return names;
    }
}
