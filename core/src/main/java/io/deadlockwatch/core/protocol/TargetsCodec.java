package io.deadlockwatch.core.protocol;

import static io.deadlockwatch.core.protocol.JsonInput.require;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A node sampler's question for its targets and the operator's answer, to and from JSON; beside {@link ReportCodec}, and as strict and as blind as that. Knows no
 * clock and no network; safe for many threads.
 */
public final class TargetsCodec {

    /** The question: a pod and a version. */
    public static final long REQUEST_BYTES = 8 << 10;

    /** The answer: as many targets as there may be, with names as long as Kubernetes allows. */
    public static final long ANSWER_BYTES = 512 << 10;

    private static final int NAME_CHARS = 253;
    private static final int HOST_CHARS = 45;
    private static final int VERSION_CHARS = 64;
    private static final ReportLimits LIMITS = new ReportLimits(
            REQUEST_BYTES, REQUEST_BYTES, TargetList.MAX_TARGETS, 1, ReportLimits.DEFAULTS.nameChars(), 8);

    private final JsonFactory json;

    public TargetsCodec() {
        this.json = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(LIMITS.depth())
                        .build())
                .build();
    }

    /** Writes a question as plain JSON. */
    public void writeRequest(TargetsRequest request, OutputStream out) throws IOException {
        try (JsonGenerator generator = generator(out)) {
            generator.writeStartObject();
            generator.writeNumberField("schema", Report.SCHEMA);
            generator.writeStringField("sampler", request.sampler());
            writePod(request.pod(), generator);
            generator.writeEndObject();
        }
    }

    /**
     * Reads a question.
     *
     * @param gzip whether the sender zipped it
     */
    public TargetsRequest readRequest(InputStream body, boolean gzip) throws IOException {
        try (InputStream plain = gzip
                        ? BoundedStreams.gunzip(new Unclosed(body), LIMITS)
                        : BoundedStreams.limit(new Unclosed(body), REQUEST_BYTES, "body");
                JsonParser parser = json.createParser(plain)) {
            JsonInput in = new JsonInput(parser, LIMITS);
            PodRef pod = null;
            String sampler = "";
            in.beginObject("request");
            for (String field = in.nextField(); field != null; field = in.nextField()) {
                switch (field) {
                    case "pod" -> pod = ReportReader.pod(in);
                    case "sampler" -> sampler = in.text("sampler", VERSION_CHARS);
                    default -> in.skip();
                }
            }
            in.end();
            return new TargetsRequest(require(pod, "pod"), sampler);
        } catch (IOException e) {
            throw ReportCodec.refusal(e);
        }
    }

    public void writeList(TargetList list, OutputStream out) throws IOException {
        try (JsonGenerator generator = generator(out)) {
            generator.writeStartObject();
            generator.writeArrayFieldStart("targets");
            for (NodeTarget target : list.targets()) {
                generator.writeStartObject();
                writePod(target.pod(), generator);
                generator.writeStringField("host", target.host());
                if (!target.credentials().isEmpty()) {
                    generator.writeStringField("credentials", target.credentials());
                }
                generator.writeEndObject();
            }
            generator.writeEndArray();
            generator.writeNumberField("leftOut", list.leftOut());
            generator.writeNumberField("pollMillis", list.pollMillis());
            generator.writeEndObject();
        }
    }

    /** Reads the body of a 200. */
    public TargetList readList(InputStream body) throws IOException {
        try (JsonParser parser = json.createParser(BoundedStreams.limit(new Unclosed(body), ANSWER_BYTES, "answer"))) {
            JsonInput in = new JsonInput(parser, LIMITS);
            List<NodeTarget> targets = null;
            long leftOut = 0;
            long pollMillis = 0;
            in.beginObject("answer");
            for (String field = in.nextField(); field != null; field = in.nextField()) {
                switch (field) {
                    case "targets" -> targets = targets(in);
                    case "leftOut" -> leftOut = in.number("leftOut", 0);
                    case "pollMillis" -> pollMillis = in.number("pollMillis", 1);
                    default -> in.skip();
                }
            }
            in.end();
            if (pollMillis == 0) {
                throw ReportException.invalid("pollMillis is missing");
            }
            return new TargetList(require(targets, "targets"), leftOut, pollMillis);
        } catch (IOException e) {
            throw ReportCodec.refusal(e);
        }
    }

    private static List<NodeTarget> targets(JsonInput in) throws IOException {
        List<NodeTarget> targets = new ArrayList<>();
        in.beginArray("targets");
        while (in.nextObject("targets[]")) {
            JsonInput.checkCount(targets.size() + 1, TargetList.MAX_TARGETS, "targets", "elements");
            targets.add(target(in));
        }
        return targets;
    }

    private static NodeTarget target(JsonInput in) throws IOException {
        PodRef pod = null;
        String host = null;
        String credentials = "";
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "pod" -> pod = ReportReader.pod(in);
                case "host" -> host = in.text("targets[].host", HOST_CHARS);
                case "credentials" -> credentials = in.text("targets[].credentials", NAME_CHARS);
                default -> in.skip();
            }
        }
        return new NodeTarget(require(pod, "targets[].pod"), require(host, "targets[].host"), credentials);
    }

    private static void writePod(PodRef pod, JsonGenerator generator) throws IOException {
        generator.writeObjectFieldStart("pod");
        generator.writeStringField("namespace", pod.namespace());
        generator.writeStringField("name", pod.name());
        generator.writeStringField("uid", pod.uid());
        generator.writeEndObject();
    }

    private JsonGenerator generator(OutputStream out) throws IOException {
        return json.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}
