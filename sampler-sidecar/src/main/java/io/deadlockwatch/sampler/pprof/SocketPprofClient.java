package io.deadlockwatch.sampler.pprof;

import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.sampler.http.HttpException;
import io.deadlockwatch.sampler.http.HttpResponse;
import io.deadlockwatch.sampler.http.Watchdog;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Fetches over plain sockets: one connection a page, HTTP/1.1, no redirects, no proxies, no cookies, no decoding. That keeps the JDK's HTTP clients, and 10 to 20 MB
 * of memory, out of the target's pod.
 */
public final class SocketPprofClient implements PprofClient {

    private static final int BUFFER = 8_192;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final List<InetAddress> addresses;
    private final FetchLimits limits;
    private final Watchdog watchdog;
    private final String userAgent;

    /** A client with a watchdog of its own. */
    public SocketPprofClient(List<InetAddress> addresses, FetchLimits limits, String version) {
        this(addresses, limits, new Watchdog(), version);
    }

    /**
     * A client of the process at the first of the addresses that takes a connection.
     *
     * @param version told to the target as {@code User-Agent: deadlockwatch-sampler/<version>}
     */
    public SocketPprofClient(List<InetAddress> addresses, FetchLimits limits, Watchdog watchdog, String version) {
        this.addresses = List.copyOf(addresses);
        this.limits = limits;
        this.watchdog = watchdog;
        this.userAgent = "deadlockwatch-sampler/".concat(version);
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
        return open(target, page, false);
    }

    /** Asks for a page that is text, as a {@code debug=2} dump is; an HTML page is none. */
    public InputStream openText(PprofTarget target, String page) throws PprofException {
        return open(target, page, true);
    }

    private InputStream open(PprofTarget target, String page, boolean text) throws PprofException {
        if (!target.scheme().equals("http")) {
            throw unusable("scheme " + target.scheme()
                    + " is not supported by this version of the sampler: serve pprof over http on loopback");
        }
        if (!target.hasPlainPath()) {
            throw unusable("the path in the configuration is no path of a URL");
        }
        Socket socket = connect(target.port());
        String where = address(socket.getInetAddress(), target.port());
        String url = "http://" + where + target.page(page);
        Watchdog.Watch watch = watchdog.watch(socket, limits.totalMillis());
        try {
            socket.getOutputStream().write(request(target.page(page), where));
            HttpResponse response = HttpResponse.read(new BufferedInputStream(socket.getInputStream(), BUFFER));
            check(response, target.page(page), url, text);
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
            Socket socket = new Socket();
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

    private byte[] request(String page, String host) {
        return ("GET " + page + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: " + userAgent
                        + "\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void check(HttpResponse response, String page, String url, boolean text) throws PprofException {
        int status = response.status();
        if (status == NOT_FOUND) {
            throw PprofException.unusable(
                    TargetState.NO_PPROF,
                    SnapshotOutcome.HTTP_ERROR,
                    "HTTP 404 at " + page + ": net/http/pprof is not routed there");
        }
        if (status != OK) {
            throw unusable("HTTP " + status + " at " + page
                    + (status >= 300 && status < 400 ? ": redirects are not followed" : ""));
        }
        String type = response.header("content-type");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(text ? "text/html" : "text/")) {
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
        return PprofException.cut(
                TargetState.HTTP_ERROR, SnapshotOutcome.HTTP_ERROR, url + " closed the connection: " + e.getMessage());
    }

    static PprofException late(String url, FetchLimits limits) {
        return PprofException.unusable(
                TargetState.TIMEOUT,
                SnapshotOutcome.TIMEOUT,
                "no whole answer from " + url + " within " + limits.totalMillis() + " ms");
    }

    private static PprofException unusable(String message) {
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
