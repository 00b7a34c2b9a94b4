package io.deadlockwatch.cli.cluster;

import java.io.IOException;

/** The cluster did not do what was asked; the message tells the user why, and what would help. */
public final class ClusterException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int LONGEST = 500;

    private final int status;

    public ClusterException(String message) {
        this(0, message);
    }

    private ClusterException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What the answer to a call says, if that is not what was hoped for. */
    public static ClusterException of(Call call, Answer answer) {
        return new ClusterException(
                answer.status(),
                switch (answer.status()) {
                    case UNAUTHORIZED ->
                        "the API server does not know you (401): log in again, or choose another --context";
                    case FORBIDDEN -> forbidden(call.right(), said(answer));
                    case NOT_FOUND -> notFound(call, said(answer));
                    case CONFLICT -> said(answer) + "; --force-conflicts takes the fields over";
                    default -> "the API server answers " + answer.status() + ": " + said(answer);
                });
    }

    /** Whether a right is missing. */
    public boolean isForbidden() {
        return status == FORBIDDEN;
    }

    /** Whether there is no such object. */
    public boolean isNotFound() {
        return status == NOT_FOUND;
    }

    private static String forbidden(Right right, String said) {
        return "not allowed: " + said + "\nAsk for this rule " + right.place() + ":\n" + right.rule();
    }

    /** A resource that the server does not serve at all has no details of a kind and name in its answer. */
    private static String notFound(Call call, String said) {
        return call.right().group().equals(Resources.GROUP) && said.contains("could not find the requested resource")
                ? "DeadlockWatch is not installed in this cluster: it serves no "
                        + call.right().resource() + "." + Resources.GROUP
                : said;
    }

    /** The message of a Status object; else the beginning of whatever came. */
    private static String said(Answer answer) {
        String text = answer.text().strip();
        try {
            String message = answer.tree("answer").at("message").text();
            text = message.isEmpty() ? text : message;
        } catch (ClusterException _) {
            // Not JSON: a proxy's own words.
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
