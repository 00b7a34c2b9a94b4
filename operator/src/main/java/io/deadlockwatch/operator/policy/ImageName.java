package io.deadlockwatch.operator.policy;

/**
 * An image reference in its parts.
 *
 * @param repository without the registry and namespace that are implied
 * @param tag empty if there is none
 * @param digest {@code sha256:...}; empty if there is none
 */
public record ImageName(String repository, String tag, String digest) {

    /** Takes a reference apart; whatever is no reference is a repository. */
    public static ImageName parse(String reference) {
        String rest = reference;
        String digest = "";
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = rest.substring(at + 1);
            rest = rest.substring(0, at);
        }
        String tag = "";
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        return new ImageName(withoutImplied(rest), tag, digest);
    }

    private static String withoutImplied(String repository) {
        String rest = repository;
        for (String implied : new String[] {"docker.io/", "library/"}) {
            rest = rest.startsWith(implied) ? rest.substring(implied.length()) : rest;
        }
        return rest;
    }
}
