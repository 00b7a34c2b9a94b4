package io.deadlockwatch.sampler.pprof;

import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.sampler.http.HttpException;
import io.deadlockwatch.sampler.http.HttpResponse;
import io.deadlockwatch.sampler.http.Watchdog;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * Fetches over plain sockets: one connection a page, HTTP/1.1, no redirects, no proxies, no cookies, no decoding. That keeps the JDK's HTTP clients, and 10 to 20 MB
 * of memory, out of the target's pod.
 */
public final class SocketPprofClient implements PprofClient {

    private static final int BUFFER = 8_192;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final List<InetAddress> addresses;
    private final FetchLimits limits;
    private final Watchdog watchdog;
    private final PprofCredentials credentials;
    private final PprofTls tls;
    private final String userAgent;

    /** A client with a watchdog of its own and without credentials. */
    public SocketPprofClient(List<InetAddress> addresses, FetchLimits limits, String version) {
        this(addresses, PprofCredentials.NONE, limits, new Watchdog(), version);
    }

    /** A client in the target's own pod. */
    public SocketPprofClient(
            List<InetAddress> addresses,
            PprofCredentials credentials,
            FetchLimits limits,
            Watchdog watchdog,
            String version) {
        this(addresses, credentials, true, limits, watchdog, version);
    }

    /**
     * A client of the process at the first of the addresses that takes a connection.
     *
     * @param believesLoopback whether a target on loopback needs no certificate that we could verify
     * @param version told to the target as {@code User-Agent: deadlockwatch-sampler/<version>}
     */
    private SocketPprofClient(
            List<InetAddress> addresses,
            PprofCredentials credentials,
            boolean believesLoopback,
            FetchLimits limits,
            Watchdog watchdog,
            String version) {
        this.addresses = List.copyOf(addresses);
        this.credentials = credentials;
        this.tls = new PprofTls(credentials, believesLoopback);
        this.limits = limits;
        this.watchdog = watchdog;
        this.userAgent = "deadlockwatch-sampler/".concat(version);
    }

    /** A client of a process elsewhere, which must prove who it is where it speaks TLS. */
    public static SocketPprofClient remote(
            InetAddress address, PprofCredentials credentials, FetchLimits limits, Watchdog watchdog, String version) {
        return new SocketPprofClient(List.of(address), credentials, false, limits, watchdog, version);
    }

    /** 127.0.0.1, then ::1. */
    public static List<InetAddress> loopback() {
        byte[] six = new byte[16];
        six[15] = 1;
        try {
            return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), InetAddress.getByAddress(six));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public InputStream open(PprofTarget target, String page) throws PprofException {
        return open(target, page, Content.PROFILE);
    }

    @Override
    public InputStream openText(PprofTarget target, String page) throws PprofException {
        return open(target, page, Content.TEXT);
    }

    @Override
    public InputStream openIndex(PprofTarget target) throws PprofException {
        return open(target, "", Content.INDEX);
    }

    private InputStream open(PprofTarget target, String page, Content expected) throws PprofException {
        if (!target.hasPlainPath()) {
            throw unusable("the path in the configuration is no path of a URL");
        }
        Socket socket = connect(target.port());
        String where = address(socket.getInetAddress(), target.port());
        String url = target.scheme() + "://" + where + target.page(page);
        Watchdog.Watch watch = watchdog.watch(socket, limits.totalMillis());
        try {
            Socket spoken = target.scheme().equals("https") ? tls.over(socket, where) : socket;
            spoken.getOutputStream().write(request(target.page(page), where));
            HttpResponse response = HttpResponse.read(new BufferedInputStream(spoken.getInputStream(), BUFFER));
            check(response, target.page(page), url, expected);
            return new PprofBody(response.body(), socket, watch, limits, url);
        } catch (IOException e) {
            PprofException fault = fault(e, watch, url);
            watch.close();
            close(socket);
            throw fault;
        }
    }

    private Socket connect(int port) throws PprofException {
        PprofException first = null;
        for (InetAddress address : addresses) {
            Socket socket = new Socket(Proxy.NO_PROXY);
            try {
                socket.connect(new InetSocketAddress(address, port), limits.connectMillis());
                return socket;
            } catch (IOException e) {
                close(socket);
                if (first == null) {
                    first = unreachable(e, address(address, port));
                }
            }
        }
        if (first == null) {
            throw new IllegalStateException("no address");
        }
        throw first;
    }

    private PprofException unreachable(IOException e, String where) {
        if (e instanceof SocketTimeoutException) {
            return PprofException.unusable(
                    TargetState.TIMEOUT,
                    SnapshotOutcome.TIMEOUT,
                    "no connection to " + where + " within " + limits.connectMillis() + " ms");
        }
        String what = e instanceof ConnectException
                ? "nobody listens on " + where
                : "no connection to " + where + ": " + e.getMessage();
        return PprofException.cut(TargetState.REFUSED, SnapshotOutcome.HTTP_ERROR, what);
    }

    private byte[] request(String page, String host) throws IOException {
        return ("GET " + page + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: " + userAgent
                        + credentials.header()
                        + "\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void check(HttpResponse response, String page, String url, Content expected) throws PprofException {
        int status = response.status();
        if (status == NOT_FOUND) {
            throw PprofException.unusable(
                    TargetState.NO_PPROF,
                    SnapshotOutcome.HTTP_ERROR,
                    "HTTP 404 at " + page + ": net/http/pprof is not routed there");
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw unusable("HTTP " + status + " at " + page
                    + ": the target asks for credentials, or for others than the sampler was given");
        }
        if (status != OK) {
            throw unusable("HTTP " + status + " at " + page
                    + (status >= 300 && status < 400 ? ": redirects are not followed" : ""));
        }
        String type = response.header("content-type");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(expected.not)) {
            throw PprofException.unusable(
                    TargetState.INVALID,
                    SnapshotOutcome.INVALID,
                    url + " answers with " + (type.startsWith("text/html") ? "an HTML page" : "text")
                            + ", not with a profile");
        }
    }

    private PprofException fault(IOException e, Watchdog.Watch watch, String url) {
        if (e instanceof PprofException known) {
            return known;
        }
        if (watch.hasFired()) {
            return late(url, limits);
        }
        if (e instanceof HttpException http && http.kind() == HttpException.Kind.MALFORMED) {
            return unusable(url + ": " + e.getMessage());
        }
        if (e instanceof SSLException && !(e.getCause() instanceof EOFException)) {
            return unusable(url + " speaks no TLS that can be used: " + e.getMessage());
        }
        return PprofException.cut(
                TargetState.HTTP_ERROR, SnapshotOutcome.HTTP_ERROR, url + " closed the connection: " + e.getMessage());
    }

    /** What a page should be. */
    private enum Content {
        PROFILE("text/"),
        TEXT("text/html"),
        INDEX("application/");

        /** How a content type begins that is surely something else. */
        private final String not;

        Content(String not) {
            this.not = not;
        }
    }

    static PprofException late(String url, FetchLimits limits) {
        return PprofException.unusable(
                TargetState.TIMEOUT,
                SnapshotOutcome.TIMEOUT,
                "no whole answer from " + url + " within " + limits.totalMillis() + " ms");
    }

    static PprofException unusable(String message) {
        return PprofException.unusable(TargetState.HTTP_ERROR, SnapshotOutcome.HTTP_ERROR, message);
    }

    private static String address(InetAddress address, int port) {
        String host = address.getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as closed as it will get.
        }
    }
}
