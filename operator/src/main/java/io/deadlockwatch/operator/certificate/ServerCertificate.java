package io.deadlockwatch.operator.certificate;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * What a server needs to speak TLS, and who signed it.
 *
 * @param certificatePem the server's own
 * @param keyPem its private key, PKCS#8
 * @param caPem who signed it
 * @param notAfter when it expires
 */
public record ServerCertificate(String certificatePem, String keyPem, String caPem, Instant notAfter) {

    /**
     * Reads the three parts.
     *
     * @throws IOException if they are no certificate and key
     */
    public static ServerCertificate of(String certificatePem, String keyPem, String caPem) throws IOException {
        X509Certificate certificate = Pem.certificate(certificatePem);
        Pem.privateKey(keyPem);
        Pem.certificate(caPem);
        return new ServerCertificate(
                certificatePem, keyPem, caPem, certificate.getNotAfter().toInstant());
    }

    /** For a server that is about to start. */
    public PemKeyCertOptions vertx() {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificatePem))
                .addKeyValue(Buffer.buffer(keyPem));
    }

    /** For a server that runs. */
    public SSLOptions sslOptions() {
        return new SSLOptions().setKeyCertOptions(vertx());
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "ServerCertificate[notAfter=" + notAfter + "]";
    }
}
