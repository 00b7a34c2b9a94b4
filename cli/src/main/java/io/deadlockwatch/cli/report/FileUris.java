package io.deadlockwatch.cli.report;

import java.net.URI;
import java.net.URISyntaxException;

/** Paths as Go compiles them in, in the form of URIs: absolute ones with {@code file:}, others relative, special characters escaped. */
final class FileUris {

    private FileUris() {}

    static String of(String file) {
        String path = file.replace('\\', '/');
        boolean drive = path.length() > 2 && Character.isLetter(path.charAt(0)) && path.charAt(1) == ':';
        try {
            if (path.startsWith("/")) {
                return new URI("file", "", path, null).toASCIIString();
            }
            return drive
                    ? new URI("file", "", "/" + path, null).toASCIIString()
                    : new URI(null, null, "/" + path, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + file, e);
        }
    }
}
