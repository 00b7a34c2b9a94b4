package io.deadlockwatch.sampler.report;

import io.deadlockwatch.sampler.http.PemTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLSocketFactory;
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
            factory = PemTrust.sockets(pem, now);
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
}
