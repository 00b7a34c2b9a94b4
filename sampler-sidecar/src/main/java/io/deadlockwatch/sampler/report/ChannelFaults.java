package io.deadlockwatch.sampler.report;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why there was no answer, so that the person who reads the log knows where to look. */
final class ChannelFaults {

    private ChannelFaults() {}

    static String describe(IOException e, OperatorAddress operator) {
        if (e instanceof UnknownHostException) {
            return "the name " + operator.host() + " does not resolve";
        }
        if (e instanceof ConnectException) {
            return "nobody takes connections at " + operator;
        }
        if (e instanceof SocketTimeoutException) {
            return "no connection to " + operator + " in time: a NetworkPolicy or a mesh may be in the way";
        }
        if (e instanceof SSLException) {
            return tls(e, operator);
        }
        return String.valueOf(e.getMessage());
    }

    private static String tls(IOException e, OperatorAddress operator) {
        String certificate = "the certificate of " + operator;
        CertificateException refused = find(CertificateException.class, e);
        if (refused instanceof CertificateExpiredException || refused instanceof CertificateNotYetValidException) {
            return certificate + " is not valid now: " + refused.getMessage();
        }
        if (find(GeneralSecurityException.class, e) == null) {
            return "TLS with " + operator + " failed: " + e.getMessage();
        }
        boolean noPath = find(CertPathBuilderException.class, e) != null;
        return noPath
                ? certificate + " is not signed by the CA given to the sampler"
                : certificate + " is refused: " + (refused == null ? e : refused).getMessage();
    }

    /** The innermost cause of that kind. */
    private static <T extends Throwable> @Nullable T find(Class<T> kind, Throwable e) {
        T found = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                found = kind.cast(cause);
            }
        }
        return found;
    }
}
