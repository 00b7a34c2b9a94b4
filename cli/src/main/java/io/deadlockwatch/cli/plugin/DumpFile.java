package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.input.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The file that a dump, or a support bundle, is kept in; never over one that is there. */
final class DumpFile {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DumpFile() {}

    static Path named(String pod, Instant now) {
        return Path.of(pod + "-" + stamp(now) + ".txt");
    }

    static String stamp(Instant now) {
        return TIME.format(now);
    }

    /** A new file. */
    static OutputStream create(Path file) throws InputException {
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new InputException(file.toString(), "is there already");
        } catch (IOException e) {
            throw new InputException(file.toString(), e);
        }
    }

    static void write(Path file, Source body) throws IOException {
        try (InputStream in = body.open();
                OutputStream out = create(file)) {
            in.transferTo(out);
        }
    }
}
