package io.deadlockwatch.operator.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Certificates in two Secrets of the operator's namespace: the root in one that nobody mounts, the servers' in one that the webhook does. */
public final class SecretCertificateStore implements CertificateStore {

    static final String CA_SECRET = "deadlockwatch-ca";
    static final String TLS_SECRET = "deadlockwatch-tls";

    private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/part-of", "deadlockwatch");
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final String namespace;

    public SecretCertificateStore(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    public Optional<Authority> readAuthority() throws IOException {
        Optional<Secret> secret = read(CA_SECRET);
        return secret.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Authority.of(text(secret.get(), TlsFiles.CA_CERTIFICATE), text(secret.get(), TlsFiles.CA_KEY)));
    }

    @Override
    public Authority keepAuthority(Authority fresh) throws IOException {
        Secret secret = secret(
                CA_SECRET,
                "Opaque",
                Map.of(TlsFiles.CA_CERTIFICATE, fresh.certificatePem(), TlsFiles.CA_KEY, fresh.keyPem()));
        try {
            client.resource(secret).create();
            return fresh;
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw failure("created", CA_SECRET, e);
            }
            return readAuthority().orElseThrow(() -> new IOException("Secret " + CA_SECRET + " came and went"));
        }
    }

    @Override
    public Optional<ServerCertificate> readLeaf() throws IOException {
        Optional<Secret> secret = read(TLS_SECRET);
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ServerCertificate.of(
                    text(secret.get(), TlsFiles.CERTIFICATE),
                    text(secret.get(), TlsFiles.KEY),
                    text(secret.get(), TlsFiles.CA_CERTIFICATE)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public void keepLeaf(ServerCertificate leaf) throws IOException {
        Secret secret = secret(
                TLS_SECRET,
                "kubernetes.io/tls",
                Map.of(
                        TlsFiles.CERTIFICATE, leaf.certificatePem(),
                        TlsFiles.KEY, leaf.keyPem(),
                        TlsFiles.CA_CERTIFICATE, leaf.caPem()));
        try {
            if (read(TLS_SECRET).isPresent()) {
                client.resource(secret).update();
            } else {
                client.resource(secret).create();
            }
        } catch (KubernetesClientException e) {
            throw failure("written", TLS_SECRET, e);
        }
    }

    private Optional<Secret> read(String name) throws IOException {
        try {
            return Optional.ofNullable(
                    client.secrets().inNamespace(namespace).withName(name).get());
        } catch (KubernetesClientException e) {
            throw failure("read", name, e);
        }
    }

    private Secret secret(String name, String type, Map<String, String> content) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(LABELS)
                .endMetadata()
                .withType(type)
                .withStringData(content)
                .build();
    }

    private static String text(Secret secret, String key) throws IOException {
        String encoded = secret.getData() == null ? null : secret.getData().get(key);
        if (encoded == null) {
            throw new IOException("Secret " + secret.getMetadata().getName() + " has no key " + key);
        }
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
    }

    private static IOException failure(String what, String name, KubernetesClientException e) {
        return new IOException("Secret " + name + " cannot be " + what + ": " + e.getMessage(), e);
    }
}
