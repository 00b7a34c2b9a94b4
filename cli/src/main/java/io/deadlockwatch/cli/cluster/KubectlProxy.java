package io.deadlockwatch.cli.cluster;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The API server behind {@code kubectl proxy}, which adds the user's credentials to each request. It listens on a Unix socket in a folder that only the user may enter:
 * on a TCP port, everybody on the machine could act as the user.
 */
final class KubectlProxy implements Api, AutoCloseable {

    private static final long MILLIS = 30_000;

    private final Path folder;
    private final Path socket;
    private final Serving proxy;
    private final HttpExchange http = new HttpExchange(MILLIS);

    private KubectlProxy(Path folder, Path socket, Serving proxy) {
        this.folder = folder;
        this.socket = socket;
        this.proxy = proxy;
    }

    static KubectlProxy start(Kubectl kubectl) throws ClusterException {
        try {
            Path folder = Files.createTempDirectory("deadlockwatch"); // rwx------
            Path socket = folder.resolve("api");
            // For an end by Ctrl-C; deleted in the reverse order.
            folder.toFile().deleteOnExit();
            socket.toFile().deleteOnExit();
            return new KubectlProxy(folder, socket, Serving.start(kubectl, "proxy", "--unix-socket=" + socket));
        } catch (ClusterException e) {
            throw e;
        } catch (IOException e) {
            throw new ClusterException("no folder for a socket: " + e.getMessage());
        }
    }

    @Override
    public Answer send(Call call) throws ClusterException {
        try {
            return http.send(UnixDomainSocketAddress.of(socket), call, Map.of());
        } catch (ClusterException e) {
            throw e;
        } catch (IOException e) {
            throw new ClusterException("kubectl proxy: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        proxy.close();
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Goes with the process.
        }
    }
}
