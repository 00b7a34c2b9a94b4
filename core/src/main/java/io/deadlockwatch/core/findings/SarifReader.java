package io.deadlockwatch.core.findings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads static findings from SARIF 2.1.0, gzipped or not, ours or another tool's. One pass over the input, nothing kept but the findings; a result that names no
 * place is reported as a problem and left out, a file that breaks a limit is refused.
 */
public final class SarifReader {

    private static final int GZIP_MAGIC_1 = 0x1F;
    private static final int GZIP_MAGIC_2 = 0x8B;
    private static final Pattern JACKSON_LIMIT =
            Pattern.compile("allowed \\((\\d+), from `StreamReadConstraints\\.getM(\\w+)\\(\\)`\\)");

    private final SarifLimits limits;
    private final JsonFactory json;

    /** A reader with the default limits. */
    public SarifReader() {
        this(SarifLimits.DEFAULTS);
    }

    public SarifReader(SarifLimits limits) {
        this.limits = limits;
        this.json = JsonFactory.builder()
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(limits.maxStringLength())
                        .maxNestingDepth(limits.maxNestingDepth())
                        .build())
                .build();
    }

    /**
     * Reads a file to the end of the input, which stays open.
     *
     * @throws SarifException if the input is no SARIF, or breaks a limit
     */
    public FindingSet read(InputStream in) throws IOException {
        try (JsonParser parser = json.createParser(new LimitedInput(decompressed(in), limits.maxBytes()))) {
            SarifLog log = new SarifLog(new JsonCursor(parser), limits);
            log.read();
            return log.findings();
        } catch (StreamConstraintsException e) {
            throw new SarifException("SARIF breaks a limit: " + inOurWords(e.getOriginalMessage()), e);
        } catch (JsonParseException e) {
            throw new SarifException(
                    "not JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + firstLine(e.getOriginalMessage()),
                    e);
        } catch (CharConversionException e) {
            throw new SarifException("not JSON: " + firstLine(String.valueOf(e.getMessage())), e);
        } catch (EOFException | ZipException e) {
            throw new SarifException("damaged gzip stream: " + e.getMessage(), e);
        }
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        InputStream marked = new BufferedInputStream(in);
        marked.mark(2);
        int first = marked.read();
        int second = marked.read();
        marked.reset();
        return first == GZIP_MAGIC_1 && second == GZIP_MAGIC_2 ? new GZIPInputStream(marked) : marked;
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
