package io.deadlockwatch.operator.telemetry;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA for a collector and its clients: somebody else's, with files named as in a Secret of Kubernetes. */
final class TestAuthority {

    private final X500Principal name;
    private final KeyPair pair;
    private final X509Certificate certificate;

    TestAuthority(String name) throws GeneralSecurityException, OperatorCreationException, IOException {
        this.name = new X500Principal("CN=" + name);
        pair = newKeyPair();
        X509v3CertificateBuilder root = builder(this.name, pair);
        root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        certificate = sign(root);
    }

    /** Writes {@code ca.crt}. */
    void write(Path directory) throws GeneralSecurityException, IOException {
        Files.writeString(directory.resolve("ca.crt"), pem("CERTIFICATE", certificate.getEncoded()));
    }

    /** Writes {@code ca.crt}, and {@code tls.crt} and {@code tls.key} of somebody on the loopback interface who may be server and client. */
    void issue(Path directory) throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair leaf = newKeyPair();
        X509v3CertificateBuilder builder = builder(new X500Principal("CN=leaf"), leaf);
        KeyPurposeId[] both = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(both));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        write(directory);
        Files.writeString(
                directory.resolve("tls.crt"), pem("CERTIFICATE", sign(builder).getEncoded()));
        Files.writeString(
                directory.resolve("tls.key"),
                pem("PRIVATE KEY", leaf.getPrivate().getEncoded()));
    }

    private X509v3CertificateBuilder builder(X500Principal subject, KeyPair of) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofMinutes(5))),
                Date.from(now.plus(Duration.ofHours(1))),
                subject,
                of.getPublic());
    }

    private X509Certificate sign(X509v3CertificateBuilder builder)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), what);
    }
}
