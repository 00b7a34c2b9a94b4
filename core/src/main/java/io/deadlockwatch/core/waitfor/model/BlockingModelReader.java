package io.deadlockwatch.core.waitfor.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.deadlockwatch.core.internal.Gzip;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** Reads a blocking model, gzipped or not. Keeps nothing of the input, and refuses what it does not understand in full. */
public final class BlockingModelReader {

    private static final Pattern JACKSON_LIMIT =
            Pattern.compile("allowed \\((\\d+), from `StreamReadConstraints\\.getM(\\w+)\\(\\)`\\)");

    private final ModelLimits limits;
    private final JsonFactory json;

    /** A reader with the default limits. */
    public BlockingModelReader() {
        this(ModelLimits.DEFAULTS);
    }

    public BlockingModelReader(ModelLimits limits) {
        this.limits = limits;
        this.json = JsonFactory.builder()
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(limits.maxStringLength())
                        .maxNestingDepth(limits.maxNestingDepth())
                        .build())
                .build();
    }

    /**
     * Reads a model to the end of the input, which stays open.
     *
     * @throws ModelException if the input is no blocking model of version 1, or breaks a limit
     */
    public BlockingModel read(InputStream in) throws IOException {
        try (JsonParser parser = json.createParser(new LimitedInput(Gzip.decompressed(in), limits.maxBytes()))) {
            return new ModelDocument(new ModelJson(parser), limits).read();
        } catch (StreamConstraintsException e) {
            throw new ModelException("blocking model breaks a limit: " + inOurWords(e.getOriginalMessage()), e);
        } catch (JsonParseException e) {
            throw new ModelException(
                    "not JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + firstLine(e.getOriginalMessage()),
                    e);
        } catch (CharConversionException e) {
            throw new ModelException("not JSON: " + firstLine(String.valueOf(e.getMessage())), e);
        } catch (EOFException | ZipException e) {
            throw new ModelException("damaged gzip stream: " + e.getMessage(), e);
        }
    }

    /** Jackson names the limit by the method that tells it; the name of ours is its end. */
    private static String inOurWords(String message) {
        Matcher limit = JACKSON_LIMIT.matcher(message);
        return limit.find() ? limit.replaceFirst("allowed $1, limit m$2") : message;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
