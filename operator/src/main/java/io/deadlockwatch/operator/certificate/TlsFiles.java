package io.deadlockwatch.operator.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The servers' certificate as a mounted Secret: three files, which the kubelet replaces together. */
public final class TlsFiles {

    static final String CERTIFICATE = "tls.crt";
    static final String KEY = "tls.key";
    static final String CA_CERTIFICATE = "ca.crt";
    static final String CA_KEY = "ca.key";

    private final Path directory;

    public TlsFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * What is there now.
     *
     * @throws IOException if it is not complete, or no certificate
     */
    public ServerCertificate read() throws IOException {
        return ServerCertificate.of(text(CERTIFICATE), text(KEY), text(CA_CERTIFICATE));
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name), StandardCharsets.US_ASCII);
    }
}
