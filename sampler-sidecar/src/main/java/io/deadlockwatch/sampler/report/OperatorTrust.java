package io.deadlockwatch.sampler.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom to believe to be the operator: certificates signed by a CA that was given at injection, or by one in the newer copy of it, and by no other. The public CAs of
 * the JDK count for nothing here.
 */
public final class OperatorTrust {

    private static final long MAX_FILE_BYTES = 1 << 20;

    private final String pem;
    private final @Nullable Path file;
    private String filePem = "";
    private @Nullable SSLSocketFactory factory;

    /**
     * Trust in what these hold.
     *
     * @param pem certificates, may be empty
     * @param file more of them, may be missing; looked at before each connection
     */
    public OperatorTrust(String pem, @Nullable Path file) {
        this.pem = pem;
        this.file = file;
    }

    /** Makes sockets that believe these CAs. */
    SSLSocketFactory socketFactory() throws IOException {
        String now = readFile();
        if (factory == null || !now.equals(filePem)) {
            factory = create(pem, now);
            filePem = now;
        }
        return factory;
    }

    private String readFile() throws IOException {
        if (file == null || !Files.isReadable(file) || Files.size(file) > MAX_FILE_BYTES) {
            return "";
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    private static SSLSocketFactory create(String... pems) throws IOException {
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
