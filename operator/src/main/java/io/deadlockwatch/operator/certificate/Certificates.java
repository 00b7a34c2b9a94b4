package io.deadlockwatch.operator.certificate;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sees to it that there is a root, and a certificate of it that is good for a while. A root that somebody deletes comes back as it was: samplers in running pods believe no
 * other. Used by one thread.
 */
public final class Certificates {

    private static final Logger LOG = Logger.getLogger(Certificates.class);

    private final CertificateStore store;
    private final List<String> names;
    private final Clock clock;
    private final SecureRandom random;
    private Optional<Authority> last = Optional.empty();

    public Certificates(CertificateStore store, List<String> names, Clock clock, SecureRandom random) {
        this.store = store;
        this.names = List.copyOf(names);
        this.clock = clock;
        this.random = random;
    }

    /** The certificate to use from now on; made if there is none or it is old. */
    public ServerCertificate ensure() throws IOException {
        Instant now = clock.instant();
        Optional<Authority> known = store.readAuthority();
        Authority authority = known.isPresent()
                ? known.get()
                : store.keepAuthority(last.orElseGet(() -> Authority.create(now, random)));
        last = Optional.of(authority);
        Optional<ServerCertificate> current = store.readLeaf();
        return switch (LeafDecision.of(current, authority, names, now)) {
            case LeafDecision.Keep _ -> current.orElseThrow();
            case LeafDecision.Issue(String reason) -> {
                LOG.infof("new certificate for the servers: %s", reason);
                ServerCertificate leaf = authority.issue(names, now, random);
                store.keepLeaf(leaf);
                yield leaf;
            }
        };
    }
}
