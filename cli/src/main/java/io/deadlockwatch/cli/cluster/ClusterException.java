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
                    case NOT_FOUND -> notFound(call, answer);
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

    /** Of an object that is missing the server says so in a Status; of a kind that it does not know, it says nothing but 404. */
    private static String notFound(Call call, Answer answer) {
        return call.right().group().equals(Resources.GROUP) && message(answer).isEmpty()
                ? "DeadlockWatch is not installed in this cluster: it serves no "
                        + call.right().resource() + "." + Resources.GROUP
                : said(answer);
    }

    /** The message of a Status object; else the beginning of whatever came: a proxy's own words. */
    private static String said(Answer answer) {
        String message = message(answer);
        String text = message.isEmpty() ? answer.text().strip() : message;
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    private static String message(Answer answer) {
        try {
            return answer.tree("answer").at("message").text();
        } catch (ClusterException _) {
            return "";
        }
    }
}
