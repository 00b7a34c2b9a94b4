package io.deadlockwatch.operator.install;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether an installation works: operator and webhook are ready, and the API server, asked for a pod, answered with one that has a sampler. The last includes
 * certificate, webhook configuration and network, and is the operator's own self-test, read from its metrics.
 *
 * <p>Each question is asked until the answer is good or time is over: after an installation the first self-test is up to a minute away.
 */
public final class InstallationCheck {

    private static final String SELF_TEST = "deadlockwatch_injection_selftest_success ";
    private static final int ATTEMPT_MILLIS = 5_000;
    private static final int MAX_BODY = 16 << 20;

    private final URI operator;
    private final URI webhook;
    private final Duration patience;
    private final Duration pause;

    /**
     * Asks two servers.
     *
     * @param operator and webhook: the address of their port for metrics and probes
     * @param patience for each question
     * @param pause between two attempts
     */
    InstallationCheck(URI operator, URI webhook, Duration patience, Duration pause) {
        this.operator = operator;
        this.webhook = webhook;
        this.patience = patience;
        this.pause = pause;
    }

    /** Checks the installation at two addresses; exits with 1 at the first thing that is wrong. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: InstallationCheck OPERATOR-URL WEBHOOK-URL");
            System.exit(2);
        }
        Optional<String> wrong = new InstallationCheck(
                        URI.create(arguments[0]),
                        URI.create(arguments[1]),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(1))
                .firstFault();
        System.out.println(wrong.orElse("operator and webhook are ready, and new pods get a sampler"));
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    /** What is wrong, in a sentence; empty if nothing is. */
    Optional<String> firstFault() throws InterruptedException {
        Optional<String> fault = until("the operator is not ready", () -> answer(operator, "/health/ready"));
        if (fault.isEmpty()) {
            fault = until("no webhook is ready", () -> answer(webhook, "/health/ready"));
        }
        return fault.isEmpty() ? until("new pods get no sampler", this::selfTest) : fault;
    }

    /** Asks something; empty means that all is well. */
    @FunctionalInterface
    private interface Question {
        Optional<String> ask() throws IOException;
    }

    private Optional<String> until(String fault, Question question) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<String> reason = attempt(question);
            if (reason.isEmpty()) {
                return Optional.empty();
            }
            if (System.nanoTime() - end >= 0) {
                return reason.map(why -> fault + ": " + why);
            }
            Thread.sleep(pause);
        }
    }

    private static Optional<String> attempt(Question question) {
        try {
            return question.ask();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e));
        }
    }

    private Optional<String> selfTest() throws IOException {
        HttpURLConnection connection = open(operator, "/metrics");
        try (var body = connection.getInputStream()) {
            String result = new String(body.readNBytes(MAX_BODY), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(SELF_TEST))
                    .map(line -> line.substring(SELF_TEST.length()).strip())
                    .findFirst()
                    .orElse("not in the metrics");
            return switch (result) {
                case "1", "1.0" -> Optional.empty();
                case "NaN" -> Optional.of("the self-test has not run yet");
                default -> Optional.of("the self-test says " + result + "; its reason is in the operator's log");
            };
        } finally {
            connection.disconnect();
        }
    }

    private static Optional<String> answer(URI server, String path) throws IOException {
        HttpURLConnection connection = open(server, path);
        try {
            int status = connection.getResponseCode();
            return status == HttpURLConnection.HTTP_OK
                    ? Optional.empty()
                    : Optional.of(server + path + " answers " + status);
        } finally {
            connection.disconnect();
        }
    }

    private static HttpURLConnection open(URI server, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) server.resolve(path).toURL().openConnection();
        connection.setConnectTimeout(ATTEMPT_MILLIS);
        connection.setReadTimeout(ATTEMPT_MILLIS);
        return connection;
    }
}
