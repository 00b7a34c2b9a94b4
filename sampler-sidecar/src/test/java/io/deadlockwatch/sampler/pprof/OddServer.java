package io.deadlockwatch.sampler.pprof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes connections on a free port of loopback and does to each what a test wants. */
final class OddServer implements AutoCloseable {

    private final ServerSocket server;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    /** What happens on a connection after its request was read. */
    interface Behaviour {
        void answer(Socket connection) throws IOException, InterruptedException;
    }

    OddServer(InetAddress address, Behaviour behaviour) {
        try {
            server = new ServerSocket(0, 8, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> serve(behaviour));
    }

    OddServer(Behaviour behaviour) {
        this(SocketPprofClient.loopback().getFirst(), behaviour);
    }

    static OddServer saying(String answer) {
        return new OddServer(connection -> connection.getOutputStream().write(latin(answer)));
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void serve(Behaviour behaviour) {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                requests.add(request(connection));
                behaviour.answer(connection);
            } catch (IOException e) {
                // The client has seen enough, or the test is over.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    static String request(Socket connection) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int b = connection.getInputStream().read();
            if (b < 0) {
                break;
            }
            request.append((char) b);
        }
        return request.toString();
    }

    int port() {
        return server.getLocalPort();
    }

    String nextRequest() throws InterruptedException {
        return requests.take();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
