package io.deadlockwatch.operator.component;

import io.deadlockwatch.operator.component.Installation.Installed;
import io.deadlockwatch.operator.testing.Trust;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Somebody on the network with an address of his own, who speaks to the report server as badly as he likes. */
final class Attacker {

    private static final int PATIENCE_MILLIS = 40_000;

    private final Installed installed;
    private final InetAddress address;
    private final SSLContext tls;

    /** One at this address: any of 127.0.0.0/8 is this machine's. */
    Attacker(Installed installed, String address) throws IOException {
        this.installed = installed;
        this.address = InetAddress.getByName(address);
        this.tls = Trust.in(installed.authorityPem());
    }

    /** A connection on which nothing was said yet, not even hello. */
    Socket knock() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), installed.ingestPort()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** A connection over which requests can go. */
    SSLSocket connect() throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket(knock(), "127.0.0.1", installed.ingestPort(), true);
        socket.startHandshake();
        return socket;
    }

    /** A connection with a request whose body is announced as so long, and begun. */
    SSLSocket begin(int length, int sent) throws IOException {
        SSLSocket socket = connect();
        try {
            socket.getOutputStream()
                    .write(
                            ("POST /v1/report HTTP/1.1\r\nHost: operator\r\nAuthorization: Bearer e30.e30.e30\r\nContent-Length: "
                                            + length + "\r\n\r\n" + "x".repeat(sent))
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        } catch (IOException _) {
            // The server may hang up before it has heard all: what it says is to be read all the same.
        }
        return socket;
    }

    /** What the server says until it hangs up, as far as it arrives. */
    static String everything(Socket socket) {
        StringBuilder text = new StringBuilder();
        try (Reader in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.append((char) c);
            }
        } catch (IOException _) {
            // It hung up on what was still being sent.
        }
        return text.toString();
    }

    /** Whether the server has hung up. */
    static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(20);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
