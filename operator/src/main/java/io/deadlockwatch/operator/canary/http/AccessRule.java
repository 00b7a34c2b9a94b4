package io.deadlockwatch.operator.canary.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Who may ask: everybody, or who knows the token. Flagger cannot send a bearer token, but like any client it takes a password from the hook's URL; so the token counts as
 * the password of any user too.
 */
public final class AccessRule {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Optional<byte[]> token;

    /**
     * For this token.
     *
     * @param token empty: everybody may ask
     */
    public AccessRule(Optional<String> token) {
        this.token =
                token.filter(text -> !text.isBlank()).map(text -> text.strip().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether this request may be answered.
     *
     * @param authorization the header; empty if there is none
     */
    boolean allows(String authorization) {
        // The comparison takes as long for a wrong token as for a right one.
        return token.isEmpty() || MessageDigest.isEqual(token.get(), secret(authorization));
    }

    private static byte[] secret(String authorization) {
        if (isOf(BEARER, authorization)) {
            return authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        }
        if (isOf(BASIC, authorization)) {
            return password(authorization.substring(BASIC.length()).strip());
        }
        return new byte[0];
    }

    /** Names of schemes are the same in upper and in lower case. */
    private static boolean isOf(String scheme, String authorization) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static byte[] password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
