package io.deadlockwatch.operator.telemetry;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files with whom to believe and who we are, as far as the exporter is given any. From a Secret, so they are small: a Secret ends at 1 MiB. */
record CertificateFiles(List<Path> files) {

    private static final List<String> SETTINGS = List.of("certificate", "client.key", "client.certificate");

    static CertificateFiles of(ConfigProperties config) {
        return new CertificateFiles(SETTINGS.stream()
                .flatMap(name -> Stream.of(
                        "otel.exporter.otlp." + name,
                        "otel.exporter.otlp.logs." + name,
                        "otel.exporter.otlp.traces." + name))
                .map(config::getString)
                .filter(Objects::nonNull)
                .map(Path::of)
                .toList());
    }

    /** Another one for other contents; a file that cannot be read counts as empty. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                byte[] content = content(file);
                digest.update((content.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException _) {
            return new byte[0];
        }
    }
}
