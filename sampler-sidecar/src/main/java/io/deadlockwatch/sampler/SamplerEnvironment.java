package io.deadlockwatch.sampler;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.sampler.report.OperatorAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What injection gave the sampler; everything else comes with the operator's answers.
 *
 * @param caPem the operator's CA, in PEM; may be empty if there is a file
 * @param caFile a newer copy of it, which may be missing
 * @param node empty if not told
 * @param pprofCredentials folder with what the target asks for, or all targets of a node; it may be missing
 * @param mode beside one target, or one for all of a node
 */
public record SamplerEnvironment(
        OperatorAddress operator,
        String caPem,
        @Nullable Path caFile,
        Path tokenFile,
        PodRef pod,
        String node,
        Path pprofCredentials,
        Mode mode) {

    /** What this process is. */
    public enum Mode {
        /** Beside one target, which is on loopback. */
        SIDECAR,
        /** One for all targets of a node, which the operator names. */
        REMOTE
    }

    private static final String TOKEN_FILE = "/var/run/secrets/deadlockwatch.io/token";
    private static final String PPROF_CREDENTIALS = "/var/run/secrets/deadlockwatch.io/pprof";

    /**
     * Reads the variables.
     *
     * @throws IllegalArgumentException that names everything that is missing or wrong
     */
    public static SamplerEnvironment from(Map<String, String> variables) {
        Reader reader = new Reader(variables);
        OperatorAddress operator = reader.operator("DEADLOCKWATCH_OPERATOR_URL");
        String caPem = reader.optional("DEADLOCKWATCH_CA", "");
        Path caFile = reader.path("DEADLOCKWATCH_CA_FILE", "");
        Path tokenFile = reader.path("DEADLOCKWATCH_TOKEN_FILE", TOKEN_FILE);
        Path credentials = reader.path("DEADLOCKWATCH_PPROF_CREDENTIALS", PPROF_CREDENTIALS);
        PodRef pod =
                new PodRef(reader.required("POD_NAMESPACE"), reader.required("POD_NAME"), reader.required("POD_UID"));
        Mode mode = reader.mode("DEADLOCKWATCH_MODE");
        if (caPem.isEmpty() && caFile == null) {
            reader.problems.add("DEADLOCKWATCH_CA is missing");
        }
        if (operator == null || tokenFile == null || credentials == null || !reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", reader.problems));
        }
        return new SamplerEnvironment(
                operator, caPem, caFile, tokenFile, pod, reader.optional("NODE_NAME", ""), credentials, mode);
    }

    private static final class Reader {

        private final Map<String, String> variables;
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> variables) {
            this.variables = variables;
        }

        String optional(String name, String otherwise) {
            String value = variables.getOrDefault(name, "").strip();
            return value.isEmpty() ? otherwise : value;
        }

        String required(String name) {
            String value = optional(name, "");
            if (value.isEmpty()) {
                problems.add(name + " is missing");
            }
            return value;
        }

        Mode mode(String name) {
            String value = optional(name, "sidecar");
            if (!value.equals("sidecar") && !value.equals("remote")) {
                problems.add(name + " is neither sidecar nor remote");
            }
            return value.equals("remote") ? Mode.REMOTE : Mode.SIDECAR;
        }

        @Nullable
        OperatorAddress operator(String name) {
            String url = required(name);
            if (url.isEmpty()) {
                return null;
            }
            try {
                return OperatorAddress.parse(url);
            } catch (IllegalArgumentException e) {
                problems.add(name + " " + e.getMessage());
                return null;
            }
        }

        @Nullable
        Path path(String name, String otherwise) {
            String value = optional(name, otherwise);
            try {
                return value.isEmpty() ? null : Path.of(value);
            } catch (InvalidPathException e) {
                problems.add(name + " is not a path");
                return null;
            }
        }
    }
}
