package io.deadlockwatch.core.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipException;

/**
 * Reports and answers to and from JSON, for both sides of the protocol in {@code docs/reference/report-protocol.md}. Knows no clock, no network and no policy; safe
 * for many threads.
 *
 * <p>Reading is strict on what this version knows and blind to the rest: unknown fields are skipped, and a higher {@code schema} is welcome as long as the fields of
 * this one parse (a newer sampler may meet an operator that was rolled back). A refusal is a {@link ReportException} and leaves nothing behind; any other
 * {@link IOException} comes from the stream. No method closes the stream it is given.
 */
public final class ReportCodec {

    /** Longest string that Jackson collects at all; shorter ones get a message of ours. */
    private static final int STRING_CHARS = 1 << 16;

    private static final int FIELD_CHARS = 256;

    /** An answer has no lists: this is generous. */
    private static final long ANSWER_BYTES = 1 << 16;

    private final JsonFactory json;
    private final ReportLimits limits;

    public ReportCodec(ReportLimits limits) {
        this.limits = limits;
        this.json = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(Math.max(limits.nameChars(), STRING_CHARS))
                        .maxNameLength(FIELD_CHARS)
                        .build())
                .build();
    }

    public ReportLimits limits() {
        return limits;
    }

    /** Writes {@code report} as plain JSON. The limits are the caller's to keep. */
    public void writeReport(Report report, OutputStream out) throws IOException {
        try (JsonGenerator generator = generator(out)) {
            new ReportWriter(generator).write(report);
        }
    }

    /**
     * Reads a report within the limits.
     *
     * @param body as received
     * @param gzip whether the sender zipped it
     */
    public Report readReport(InputStream body, boolean gzip) throws IOException {
        try (InputStream plain = plain(body, gzip);
                JsonParser parser = json.createParser(plain)) {
            return new ReportReader(new JsonInput(parser, limits), limits).read();
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    public void writeAnswer(Answer answer, OutputStream out) throws IOException {
        SamplerConfig config = answer.config();
        LadderConfig ladder = config.ladder();
        try (JsonGenerator generator = generator(out)) {
            generator.writeStartObject();
            generator.writeNumberField("ack", answer.ack());
            generator.writeNumberField("leaseMillis", answer.leaseMillis());
            generator.writeNumberField("dumpGrantMillis", answer.dumpGrantMillis());
            generator.writeObjectFieldStart("config");
            generator.writeNumberField("port", config.port());
            generator.writeStringField("path", config.path());
            generator.writeStringField("scheme", config.scheme());
            generator.writeNumberField("intervalMillis", config.intervalMillis());
            generator.writeNumberField("heartbeatMillis", config.heartbeatMillis());
            generator.writeBooleanField("paused", config.paused());
            generator.writeObjectFieldStart("ladder");
            generator.writeNumberField("cpuBudgetMillis", ladder.cpuBudgetMillis());
            generator.writeNumberField("pauseBudgetMillis", ladder.pauseBudgetMillis());
            generator.writeNumberField("leakIntervalMillis", ladder.leakIntervalMillis());
            generator.writeNumberField("dumpIntervalMillis", ladder.dumpIntervalMillis());
            generator.writeNumberField("dumpGoroutines", ladder.dumpGoroutines());
            generator.writeBooleanField("dumpLocksOnly", ladder.dumpLocksOnly());
            generator.writeEndObject();
            generator.writeObjectFieldStart("ages");
            generator.writeBooleanField("grow", config.ages().grow());
            generator.writeNumberField("tellAtMillis", config.ages().tellAtMillis());
            generator.writeEndObject();
            generator.writeEndObject();
            generator.writeEndObject();
        }
    }

    /** Reads the body of a 200. */
    public Answer readAnswer(InputStream body) throws IOException {
        try (JsonParser parser = json.createParser(answer(body))) {
            return new AnswerReader(new JsonInput(parser, limits)).read();
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    /** Writes the body of an answer that is not a 200. */
    public void writeError(String message, OutputStream out) throws IOException {
        try (JsonGenerator generator = generator(out)) {
            generator.writeStartObject();
            generator.writeStringField("error", message);
            generator.writeEndObject();
        }
    }

    /** Reads the body of an answer that is not a 200: the sentence in it, empty if there is none. */
    public String readError(InputStream body) throws IOException {
        try (JsonParser parser = json.createParser(answer(body))) {
            return new AnswerReader(new JsonInput(parser, limits)).readError();
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private JsonGenerator generator(OutputStream out) throws IOException {
        return json.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    private InputStream plain(InputStream body, boolean gzip) throws IOException {
        InputStream open = new Unclosed(body);
        return gzip ? BoundedStreams.gunzip(open, limits) : BoundedStreams.limit(open, limits.bodyBytes(), "body");
    }

    private static InputStream answer(InputStream body) {
        return BoundedStreams.limit(new Unclosed(body), ANSWER_BYTES, "answer");
    }

    /** What the sender did wrong becomes a refusal; what went wrong on the way stays what it is. */
    static IOException refusal(IOException e) {
        return switch (e) {
            case StreamConstraintsException limit -> ReportException.invalid(limit.getOriginalMessage());
            case JsonProcessingException json -> ReportException.invalid("not the JSON expected: " + where(json));
            case ZipException zip -> ReportException.invalid("not gzip: " + zip.getMessage());
            case EOFException _ -> ReportException.invalid("gzip data ends too early");
            case CharConversionException text -> ReportException.invalid("not UTF-8: " + text.getMessage());
            default -> e;
        };
    }

    private static String where(JsonProcessingException e) {
        String at = e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
        return e.getOriginalMessage() + at;
    }
}
