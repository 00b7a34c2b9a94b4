package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.canary.CanaryQuestion;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a request. Whatever is not exactly understood is refused: a misspelt {@code requireFindings} that is ignored lets canaries pass that should not.
 */
final class Parameters {

    /** The longest time a request is kept; callers give up after ten seconds if they are not told otherwise. */
    static final int MAX_WAIT_SECONDS = 30;

    private static final Set<String> NAMES = Set.of(
            "namespace",
            "workload",
            "canary",
            "baseline",
            "watch",
            "windowSeconds",
            "requireFindings",
            "waitSeconds",
            "client");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
    private static final Pattern WORKLOAD = Pattern.compile("([A-Z][A-Za-z]{0,62}/)?" + NAME);
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?");

    private final Map<String, String> values;

    /**
     * These, of a query.
     *
     * @throws BadRequestException if one is unknown
     */
    Parameters(Map<String, String> values) throws BadRequestException {
        this.values = Map.copyOf(values);
        for (String name : values.keySet()) {
            if (!NAMES.contains(name)) {
                throw new BadRequestException("unknown parameter " + shortened(name) + ": there are "
                        + String.join(", ", NAMES.stream().sorted().toList()));
            }
        }
    }

    String namespace() throws BadRequestException {
        return required("namespace", NAMESPACE);
    }

    String workload() throws BadRequestException {
        return required("workload", WORKLOAD);
    }

    Optional<String> optionalWorkload() throws BadRequestException {
        return optional("workload", WORKLOAD);
    }

    /** A question about this workload, with everything else as the parameters say. */
    CanaryQuestion question(String namespace, String workload) throws BadRequestException {
        return new CanaryQuestion(
                checked("namespace", namespace, NAMESPACE),
                checked("workload", workload, WORKLOAD),
                optional("canary", REVISION),
                optional("baseline", REVISION),
                optional("watch", NAME),
                window(),
                requireFindings());
    }

    /** A question for a caller that must say which revision it means. */
    CanaryQuestion exactQuestion() throws BadRequestException {
        required("canary", REVISION);
        return question(namespace(), workload());
    }

    private Optional<Duration> window() throws BadRequestException {
        String name = "windowSeconds";
        return value(name).isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(number(name, 1, (int) CanaryQuestion.MAX_WINDOW.toSeconds())));
    }

    private boolean requireFindings() throws BadRequestException {
        String text = value("requireFindings").orElse("false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequestException("requireFindings is " + shortened(text) + ": true or false");
        };
    }

    Duration waiting() throws BadRequestException {
        return value("waitSeconds").isEmpty()
                ? Duration.ZERO
                : Duration.ofSeconds(number("waitSeconds", 0, MAX_WAIT_SECONDS));
    }

    /** Who asks; nobody has to say. */
    Client client() throws BadRequestException {
        String text = value("client").orElse(Client.OTHER.label());
        return Arrays.stream(Client.values())
                .filter(client -> client.label().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new BadRequestException("client is " + shortened(text) + ": argo, flagger or other"));
    }

    private int number(String name, int least, int most) throws BadRequestException {
        String text = value(name).orElse("");
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // The sentence below says it.
        }
        throw new BadRequestException(name + " is " + shortened(text) + ": a number from " + least + " to " + most);
    }

    /** A parameter without a value is as good as none: Argo knows no stable revision at a first deployment. */
    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
    }

    private String required(String name, Pattern pattern) throws BadRequestException {
        Optional<String> value = value(name);
        if (value.isEmpty()) {
            throw new BadRequestException("parameter " + name + " is missing");
        }
        return checked(name, value.get(), pattern);
    }

    private Optional<String> optional(String name, Pattern pattern) throws BadRequestException {
        Optional<String> value = value(name);
        return value.isEmpty() ? value : Optional.of(checked(name, value.get(), pattern));
    }

    private static String checked(String name, String text, Pattern pattern) throws BadRequestException {
        if (!pattern.matcher(text).matches()) {
            throw new BadRequestException(name + " is " + shortened(text) + ", which is no such name");
        }
        return text;
    }

    private static String shortened(String text) {
        return "\"" + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + "\"";
    }
}
