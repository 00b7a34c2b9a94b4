package io.deadlockwatch.operator.certificate;

import java.io.IOException;
import java.util.Optional;

/** Where certificates are kept. */
public interface CertificateStore {

    /** The root, if there is one. */
    Optional<Authority> readAuthority() throws IOException;

    /** Keeps a root unless there is one already; whichever is kept in the end is returned. */
    Authority keepAuthority(Authority fresh) throws IOException;

    /** The servers' certificate, if there is a readable one. */
    Optional<ServerCertificate> readLeaf() throws IOException;

    /** Keeps the servers' certificate in place of what is there. */
    void keepLeaf(ServerCertificate leaf) throws IOException;
}
