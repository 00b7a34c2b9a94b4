package io.deadlockwatch.sampler.report;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the operator takes reports.
 *
 * @param path of the report resource
 * @param dumpPath of the resource for dumps
 */
public record OperatorAddress(String host, int port, String path, String dumpPath) {

    private static final int HTTPS_PORT = 443;
    private static final String REPORT = "/v1/report";

    /**
     * From a base URL such as {@code https://deadlockwatch-operator.deadlockwatch.svc:443}.
     *
     * @throws IllegalArgumentException in words for the person who set it
     */
    public static OperatorAddress parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL: " + e.getMessage(), e);
        }
        if (!"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("does not start with https://");
        }
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("is not of the form https://host:port");
        }
        String path = uri.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new OperatorAddress(
                host, uri.getPort() < 0 ? HTTPS_PORT : uri.getPort(), path + REPORT, path + "/v1/dump");
    }

    /** Of the resource that tells a node sampler its targets. */
    public String targetsPath() {
        return path.substring(0, path.length() - REPORT.length()) + "/v1/targets";
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
