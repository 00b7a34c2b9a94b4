package io.deadlockwatch.cli.watch;

import io.deadlockwatch.sampler.pprof.PprofTarget;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Where a process serves its pprof pages, as people write it: {@code 127.0.0.1:6060}, {@code http://host:6060}, {@code http://host/debug/pprof/}, or one of the pages.
 *
 * @param host name or address
 * @param path of the index page, without a slash at the end
 */
public record PprofUrl(String host, int port, String path) {

    private static final String DEFAULT_PATH = "/debug/pprof";
    private static final int HTTP_PORT = 80;
    private static final int MAX_PORT = 65_535;
    private static final List<String> PAGES = List.of("/goroutine", "/goroutineleak");

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is no such URL; the message is for the one who wrote it
     */
    public static PprofUrl parse(String text) {
        URI uri = uri(text.contains("://") ? text : "http://" + text, text);
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no http URL; pprof behind TLS is not supported: forward its port (kubectl port-forward, ssh -L) and watch that");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("'" + text + "' names no host");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("'" + text + "' has a password in it, which watch does not send");
        }
        int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("'" + text + "' has port " + port + ", not from 1 to " + MAX_PORT);
        }
        return new PprofUrl(uri.getHost(), port, index(uri.getRawPath()));
    }

    private static URI uri(String text, String written) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + written + "' is no URL such as http://127.0.0.1:6060/debug/pprof", e);
        }
    }

    /** The path of the index page: a page's name at the end, and what it is asked for, do not count. */
    private static String index(String path) {
        String index = path.replaceAll("/+$", "");
        for (String page : PAGES) {
            if (index.endsWith(page)) {
                index = index.substring(0, index.length() - page.length());
            }
        }
        return index.isEmpty() ? DEFAULT_PATH : index;
    }

    PprofTarget target() {
        return new PprofTarget(port, path, "http");
    }

    /** The whole URL of a page. */
    public String page(String name) {
        return this + "/" + name;
    }

    @Override
    public String toString() {
        return "http://" + host + ":" + port + path;
    }
}
