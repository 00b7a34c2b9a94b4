package io.deadlockwatch.cli.cluster;

import io.deadlockwatch.sampler.http.HttpResponse;
import io.deadlockwatch.sampler.http.Watchdog;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One HTTP/1.1 request on a connection of its own, over TCP or a Unix socket: bounded in time and bytes, nothing followed, nothing decoded. */
final class HttpExchange {

    private static final int BUFFER = 16_384;

    private final Watchdog watchdog = new Watchdog();
    private final long millis;

    /** @param millis the longest a whole exchange takes */
    HttpExchange(long millis) {
        this.millis = millis;
    }

    /**
     * Sends and receives.
     *
     * @param headers beyond those that every request has
     * @throws IOException whose message is for the user
     */
    Answer send(SocketAddress to, Call call, Map<String, String> headers) throws IOException {
        try (SocketChannel channel = SocketChannel.open(to);
                Watchdog.Watch watch = watchdog.watch(channel, millis)) {
            try {
                return exchange(channel, call, headers);
            } catch (ClusterException e) {
                throw e;
            } catch (IOException e) {
                throw watch.hasFired()
                        ? new ClusterException("no whole answer to " + call.path() + " within " + millis / 1_000 + " s")
                        : e;
            }
        }
    }

    private static Answer exchange(SocketChannel channel, Call call, Map<String, String> headers) throws IOException {
        OutputStream out = Channels.newOutputStream(channel);
        out.write(request(call, headers));
        HttpResponse response = HttpResponse.read(new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
        byte[] body = response.body().readNBytes(call.maxBytes() + 1);
        if (body.length > call.maxBytes()) {
            throw new ClusterException(
                    "the answer to " + call.path() + " is larger than " + call.maxBytes() + " bytes");
        }
        return new Answer(response.status(), body);
    }

    private static byte[] request(Call call, Map<String, String> headers) {
        StringBuilder head = new StringBuilder(
                call.method() + " " + call.path() + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "User-Agent: kubectl-deadlockwatch\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!call.type().isEmpty()) {
            head.append("Content-Type: ").append(call.type()).append("\r\n");
            head.append("Content-Length: ").append(call.body().length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(call.body());
        return all.toByteArray();
    }
}
