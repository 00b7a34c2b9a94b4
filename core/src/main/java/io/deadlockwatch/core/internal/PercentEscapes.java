package io.deadlockwatch.core.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Undoes the {@code %xx} escapes of package paths and URIs. */
public final class PercentEscapes {

    private PercentEscapes() {}

    /** Decodes each run of escapes that is UTF-8; what is not stays as it is. */
    public static String decode(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder decoded = new StringBuilder(path.length());
        int i = 0;
        while (i < path.length()) {
            int end = endOfRun(path, i);
            if (end == i) {
                decoded.append(path.charAt(i++));
            } else {
                decoded.append(text(path.substring(i, end)));
                i = end;
            }
        }
        return decoded.toString();
    }

    private static int endOfRun(String path, int from) {
        int i = from;
        while (i + 2 < path.length() && path.charAt(i) == '%' && digit(path, i + 1) >= 0 && digit(path, i + 2) >= 0) {
            i += 3;
        }
        return i;
    }

    private static String text(String run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < run.length(); i += 3) {
            bytes.write(digit(run, i + 1) << 4 | digit(run, i + 2));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return run;
        }
    }

    private static int digit(String text, int at) {
        char c = text.charAt(at);
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
