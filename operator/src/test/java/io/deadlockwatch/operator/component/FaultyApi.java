package io.deadlockwatch.operator.component;

import io.deadlockwatch.operator.testing.Trust;
import io.fabric8.kubernetes.client.Config;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/**
 * The real API server behind a bad line: requests are passed on as they are, unless a {@link Fault} says otherwise. It takes plain HTTP on loopback, one request a
 * connection, and hands through whatever the two sides say to each other from then on, so that watches work.
 */
final class FaultyApi implements AutoCloseable {

    /** What goes wrong. */
    enum Fault {
        NONE(0, ""),
        FAILING(500, "InternalError"),
        BUSY(429, "TooManyRequests"),
        /** Of writes only: somebody else was faster. */
        CONFLICTING(409, "Conflict"),
        /** Of watches only: the version they ask for is too old. */
        FORGETFUL(410, "Expired"),
        SLOW(0, "");

        private final int status;
        private final String reason;

        Fault(int status, String reason) {
            this.status = status;
            this.reason = reason;
        }

        private boolean isAnswerTo(RequestHead request) {
            return switch (this) {
                case NONE, SLOW -> false;
                case FAILING, BUSY -> true;
                case CONFLICTING -> request.isWrite();
                case FORGETFUL -> request.isWatch();
            };
        }

        private byte[] answer() {
            String body = """
                    {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the line is bad","reason":"%s","code":%d}""".formatted(reason, status);
            return """
                    HTTP/1.1 %d %s\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    Connection: close\r
                    \r
                    %s""".formatted(status, reason, body.length(), body).getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static final Duration DELAY = Duration.ofSeconds(3);

    private final URI server;
    private final SSLContext trust;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> watches = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    FaultyApi(Config config) {
        this.server = URI.create(config.getMasterUrl());
        try {
            this.trust = Trust.in(authority(config));
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Future<?> _ = threads.submit(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    void set(Fault now) {
        fault = now;
    }

    /** Cuts every watch in the middle of whatever it says. */
    void cutWatches() {
        watches.forEach(FaultyApi::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Future<?> _ = threads.submit(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            RequestHead request = RequestHead.read(in);
            Fault now = fault;
            if (now.isAnswerTo(request)) {
                in.skipNBytes(request.contentLength());
                client.getOutputStream().write(now.answer());
                return;
            }
            if (now == Fault.SLOW) {
                Thread.sleep(DELAY);
            }
            pass(client, in, request);
        } catch (IOException _) {
            // Either side has hung up.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket client, InputStream in, RequestHead request) throws IOException {
        try (Socket api = trust.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            if (request.isWatch()) {
                watches.add(client);
            }
            api.getOutputStream().write(request.forOneRequest());
            Future<?> _ = threads.submit(() -> copy(in, api));
            api.getInputStream().transferTo(client.getOutputStream());
        } finally {
            watches.remove(client);
        }
    }

    private static void copy(InputStream from, Socket to) {
        try {
            from.transferTo(to.getOutputStream());
        } catch (IOException _) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed then.
        }
    }

    private static String authority(Config config) throws IOException {
        byte[] pem = config.getCaCertData() == null
                ? Files.readAllBytes(Path.of(config.getCaCertFile()))
                : Base64.getDecoder().decode(config.getCaCertData());
        return new String(pem, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        close(listener);
        cutWatches();
        threads.shutdownNow();
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed then.
        }
    }
}
