package io.deadlockwatch.operator.waitfor;

import io.deadlockwatch.core.protocol.DumpCodec;
import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.core.waitfor.model.BlockingModelReader;
import io.deadlockwatch.operator.ingest.DumpSamples;
import io.deadlockwatch.operator.ingest.StoredDump;
import io.deadlockwatch.operator.testing.Given;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The programs of {@code testdata/lockjoin}: their model, and two dumps of each as samplers send them. */
public final class Lockjoin {

    /** Of a dump that is whole. */
    public static final DumpHeader HEADER =
            new DumpHeader(new PodRef("shop", "p", "uid-p"), "00000000000000aa", 1, "", 10, false);

    private static final Path ROOT = Path.of("..", "testdata", "lockjoin");

    private Lockjoin() {}

    /** The model as the scanner wrote it, gzipped. */
    public static byte[] zippedModel() {
        try {
            return Files.readAllBytes(ROOT.resolve("model.json.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BlockingModel model() {
        try {
            return new BlockingModelReader().read(new ByteArrayInputStream(zippedModel()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program printed. */
    public static InputStream text(String program, int number) throws IOException {
        return new GZIPInputStream(
                Files.newInputStream(ROOT.resolve("go1.26.8").resolve(program + "." + number + ".txt.gz")));
    }

    static List<StoredDump> dumps(String program) {
        return dumps(HEADER, program);
    }

    /** Two, ten minutes apart. */
    static List<StoredDump> dumps(DumpHeader header, String program) {
        return List.of(
                DumpSamples.stored(header, Given.NOW, body(header, program, 1)),
                DumpSamples.stored(header, Given.NOW.plusSeconds(600), body(header, program, 2)));
    }

    /** One as a sampler sends it. */
    public static byte[] body(DumpHeader header, String program, int number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream text = text(program, number);
                GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            new DumpCodec().writeHeader(header, out);
            text.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
