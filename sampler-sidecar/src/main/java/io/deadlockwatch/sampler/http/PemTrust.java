package io.deadlockwatch.sampler.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Sockets that believe the CAs in some PEM text, and no other: the JDK's public CAs count for nothing. */
public final class PemTrust {

    private PemTrust() {}

    /**
     * Makes such sockets.
     *
     * @param pems certificates, each may be empty, but not all
     */
    public static SSLSocketFactory sockets(String... pems) throws IOException {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            CertificateFactory x509 = CertificateFactory.getInstance("X.509");
            for (String pem : pems) {
                for (Certificate certificate : certificates(x509, pem)) {
                    anchors.setCertificateEntry("ca" + anchors.size(), certificate);
                }
            }
            if (anchors.size() == 0) {
                throw new IOException("no CA certificate was given");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("the CA given cannot be used: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(CertificateFactory x509, String pem)
            throws CertificateException {
        return x509.generateCertificates(new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.US_ASCII)));
    }
}
