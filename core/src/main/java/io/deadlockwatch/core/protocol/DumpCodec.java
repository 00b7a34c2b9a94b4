package io.deadlockwatch.core.protocol;

import static io.deadlockwatch.core.protocol.JsonInput.require;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A whole dump to and from the body of a request of its own: gzip of one line of JSON, then the text as Go printed it. Gzip may come in several members, one after
 * another, which is how a sampler puts together what it has packed while it read. Knows no clock and no network; safe for many threads.
 *
 * <p>The text is not parsed here. Whoever reads it meets the limits as {@link ReportException}s.
 */
public final class DumpCodec {

    /** The body as sent. */
    public static final long BODY_BYTES = 1 << 20;

    /** The body after gunzip: Go ends a dump at this size. */
    public static final long PLAIN_BYTES = 64L << 20;

    private static final int HEADER_BYTES = 8_192;
    private static final ReportLimits LIMITS =
            new ReportLimits(BODY_BYTES, PLAIN_BYTES, 1, 1, ReportLimits.DEFAULTS.nameChars(), 8);

    private final JsonFactory json;

    public DumpCodec() {
        this.json = new JsonFactory();
    }

    /** Writes the line before the text, not zipped. */
    public void writeHeader(DumpHeader header, OutputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeNumberField("schema", Report.SCHEMA);
            generator.writeObjectFieldStart("pod");
            generator.writeStringField("namespace", header.pod().namespace());
            generator.writeStringField("name", header.pod().name());
            generator.writeStringField("uid", header.pod().uid());
            generator.writeEndObject();
            generator.writeStringField("epoch", header.epoch());
            generator.writeNumberField("incarnation", header.incarnation());
            generator.writeStringField("buildId", header.buildId());
            generator.writeNumberField("goroutines", header.goroutines());
            generator.writeBooleanField("partial", header.partial());
            generator.writeEndObject();
        }
        line.write('\n');
        line.writeTo(out);
    }

    /**
     * Reads the header; the text is still to come. The body belongs to the caller, who reads the text before it is closed.
     *
     * @throws ReportException if this is no dump
     */
    public DumpUpload open(InputStream body) throws IOException {
        try {
            InputStream plain = BoundedStreams.gunzip(body, LIMITS);
            return new DumpUpload(header(line(plain)), new Refusing(plain));
        } catch (IOException e) {
            throw ReportCodec.refusal(e);
        }
    }

    private static byte[] line(InputStream plain) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = plain.read(); b != '\n'; b = plain.read()) {
            if (b < 0) {
                throw ReportException.invalid("no line with a header before the dump");
            }
            if (line.size() == HEADER_BYTES) {
                throw ReportException.invalid("header is longer than " + HEADER_BYTES + " bytes");
            }
            line.write(b);
        }
        return line.toByteArray();
    }

    private DumpHeader header(byte[] line) throws IOException {
        PodRef pod = null;
        String epoch = null;
        long incarnation = -1;
        String buildId = "";
        long goroutines = 0;
        boolean partial = true;
        try (JsonParser parser = json.createParser(new ByteArrayInputStream(line))) {
            JsonInput in = new JsonInput(parser, LIMITS);
            in.beginObject("header");
            for (String field = in.nextField(); field != null; field = in.nextField()) {
                switch (field) {
                    case "pod" -> pod = ReportReader.pod(in);
                    case "epoch" -> epoch = in.id("epoch");
                    case "incarnation" -> incarnation = in.number("incarnation", 0);
                    case "buildId" -> buildId = in.text("buildId");
                    case "goroutines" -> goroutines = in.number("goroutines", 0);
                    case "partial" -> partial = in.flag("partial");
                    default -> in.skip();
                }
            }
            in.end();
        }
        if (incarnation < 0) {
            throw ReportException.invalid("incarnation is missing");
        }
        return new DumpHeader(require(pod, "pod"), require(epoch, "epoch"), incarnation, buildId, goroutines, partial);
    }

    /** Turns what is wrong with the gzip data into a refusal. */
    private static final class Refusing extends FilterInputStream {

        Refusing(InputStream plain) {
            super(plain);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw ReportCodec.refusal(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw ReportCodec.refusal(e);
            }
        }
    }
}
