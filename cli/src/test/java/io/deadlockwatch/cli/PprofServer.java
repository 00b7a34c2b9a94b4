package io.deadlockwatch.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves recorded profiles as a Go process would, on a free port of loopback. */
final class PprofServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Path> pages = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    PprofServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/debug/pprof/", this::answer);
        server.createContext("/moved/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/debug/pprof/goroutine");
            exchange.sendResponseHeaders(302, -1);
        });
        server.createContext("/page/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<html>".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
    }

    /** Serves a file, whole, under the name of a page and its query. */
    PprofServer with(String page, String file) {
        pages.put("/debug/pprof/" + page, Path.of(file));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Path file = pages.get(exchange.getRequestURI().toString());
        if (file == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        byte[] body = Files.readAllBytes(file);
        exchange.getResponseHeaders()
                .set("Content-Type", file.toString().contains(".txt") ? "text/plain" : "application/octet-stream");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
