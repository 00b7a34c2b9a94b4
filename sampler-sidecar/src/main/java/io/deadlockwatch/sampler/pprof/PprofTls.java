package io.deadlockwatch.sampler.pprof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the target, on loopback only. Its certificate is not verified: it names the service and not 127.0.0.1, its CA is not ours to know, and who can listen on
 * loopback is in the pod already. To any other address that would be carelessness, so there it is refused.
 */
final class PprofTls {

    private @Nullable SSLSocketFactory factory;

    /** Speaks TLS on an open connection, which stays the caller's to close. */
    Socket over(Socket tcp, String where) throws IOException {
        InetAddress address = tcp.getInetAddress();
        if (!address.isLoopbackAddress()) {
            throw SocketPprofClient.unusable(
                    "https is spoken on loopback only, where its certificate need not be verified; not with " + where);
        }
        SSLSocket tls = (SSLSocket) factory().createSocket(tcp, address.getHostAddress(), tcp.getPort(), false);
        tls.startHandshake();
        return tls;
    }

    private SSLSocketFactory factory() throws IOException {
        if (factory == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
                factory = context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS is not to be had: " + e.getMessage(), e);
            }
        }
        return factory;
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
