package io.deadlockwatch.core.reader;

import io.deadlockwatch.core.internal.Gzip;
import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.profile.ProfileLimits;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.SnapshotException;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import io.deadlockwatch.core.text.TextLimits;
import io.deadlockwatch.core.text.TextProfileReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipException;

/** Reads a snapshot in whichever form Go wrote it: it looks at the first bytes and leaves the rest to the reader for that form. */
public final class SnapshotReader {

    private static final int LOOK_AHEAD = 256;
    private static final int SHOWN = 24;
    private static final int MESSAGE = 16;

    private final GoroutineProfileReader profiles;
    private final TextProfileReader textProfiles;
    private final GoroutineDumpReader dumps;

    /** A reader with the default limits. */
    public SnapshotReader() {
        this(ProfileLimits.DEFAULTS, TextLimits.DEFAULTS);
    }

    public SnapshotReader(ProfileLimits profileLimits, TextLimits textLimits) {
        this.profiles = new GoroutineProfileReader(profileLimits);
        this.textProfiles = new TextProfileReader(textLimits);
        this.dumps = new GoroutineDumpReader(textLimits);
    }

    /**
     * Reads a protobuf profile, a {@code debug=1} profile, a {@code debug=2} dump or a crash, gzipped or not, to the end of the input, which stays open.
     *
     * @throws SnapshotException if the input is none of these, is damaged or too large
     */
    public Snapshot read(InputStream in) throws IOException {
        InputStream body = new BufferedInputStream(decompressed(in));
        byte[] first = peek(body);
        return switch (Form.of(first)) {
            case PROTOBUF -> profiles.read(body);
            case TEXT_PROFILE -> textProfiles.read(body);
            case DUMP -> dumps.readSnapshot(body);
            case EMPTY -> throw new UnknownFormException("not a goroutine snapshot: the input is empty");
            case HTML ->
                throw new UnknownFormException(
                        "not a goroutine snapshot but an HTML page: it starts with \"" + start(first) + "\"");
        };
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        try {
            return Gzip.decompressed(in);
        } catch (EOFException | ZipException e) {
            throw new UnknownFormException("damaged gzip header: " + e.getMessage(), e);
        }
    }

    private static byte[] peek(InputStream in) throws IOException {
        in.mark(LOOK_AHEAD);
        byte[] first;
        try {
            first = in.readNBytes(LOOK_AHEAD);
        } catch (EOFException | ZipException e) {
            throw new UnknownFormException("damaged gzip stream at its beginning: " + e.getMessage(), e);
        }
        in.reset();
        return first;
    }

    private static String start(byte[] first) {
        return new String(first, 0, Math.min(first.length, SHOWN), StandardCharsets.UTF_8).strip();
    }

    /** What an input's first bytes say it is. */
    private enum Form {
        PROTOBUF,
        TEXT_PROFILE,
        DUMP,
        EMPTY,
        HTML;

        static Form of(byte[] first) {
            if (first.length == 0) {
                return EMPTY;
            }
            if (isProtobuf(first)) {
                return PROTOBUF;
            }
            String text = new String(first, StandardCharsets.ISO_8859_1)
                    .stripLeading()
                    .toLowerCase(Locale.ROOT);
            if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<head")) {
                return HTML;
            }
            return text.startsWith("goroutine profile:") || text.startsWith("goroutineleak profile:")
                    ? TEXT_PROFILE
                    : DUMP;
        }

        /** A profile begins with small messages of small numbers; their bytes stand in no text. */
        private static boolean isProtobuf(byte[] first) {
            for (int i = 0; i < Math.min(first.length, MESSAGE); i++) {
                if (first[i] >= 0 && first[i] < '\t') {
                    return true;
                }
            }
            return false;
        }
    }
}
