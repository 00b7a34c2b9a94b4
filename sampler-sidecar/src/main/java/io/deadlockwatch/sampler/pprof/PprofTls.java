package io.deadlockwatch.sampler.pprof;

import io.deadlockwatch.sampler.http.PemTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the target. In its own pod, which is on loopback, a target's certificate is not verified: it names the service and not 127.0.0.1, its CA is not ours to know, and who can listen on
 * loopback is in the pod already. To any other address that would be carelessness: there it must be signed by a CA that we were given, and bear the target's address or the name we were told.
 */
final class PprofTls {

    private final PprofCredentials credentials;
    private final boolean believesLoopback;
    private @Nullable SSLSocketFactory anybody;
    private @Nullable SSLSocketFactory verifying;
    private String authorities = "";

    /**
     * TLS to one target.
     *
     * @param believesLoopback whether a target on loopback is believed to be who it says it is
     */
    PprofTls(PprofCredentials credentials, boolean believesLoopback) {
        this.credentials = credentials;
        this.believesLoopback = believesLoopback;
    }

    /** Speaks TLS on an open connection, which stays the caller's to close. */
    Socket over(Socket tcp, String where) throws IOException {
        InetAddress address = tcp.getInetAddress();
        SSLSocket tls;
        if (believesLoopback && address.isLoopbackAddress()) {
            tls = (SSLSocket) anybody().createSocket(tcp, address.getHostAddress(), tcp.getPort(), false);
        } else {
            String name = credentials.serverName();
            tls = (SSLSocket) verifying(where)
                    .createSocket(tcp, name == null ? address.getHostAddress() : name, tcp.getPort(), false);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return tls;
    }

    private SSLSocketFactory verifying(String where) throws IOException {
        String now = credentials.authorities();
        if (now.isEmpty()) {
            throw SocketPprofClient.unusable(
                    "no ca.crt says whom to believe to be " + where + ", and only on loopback is that not needed");
        }
        if (verifying == null || !now.equals(authorities)) {
            verifying = PemTrust.sockets(now);
            authorities = now;
        }
        return verifying;
    }

    private SSLSocketFactory anybody() throws IOException {
        if (anybody == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
                anybody = context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS is not to be had: " + e.getMessage(), e);
            }
        }
        return anybody;
    }

    /** The extended kind, which the JDK asks about nothing more; a plain one it wraps, and then it checks names. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
