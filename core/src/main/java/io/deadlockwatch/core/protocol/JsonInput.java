package io.deadlockwatch.core.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.deadlockwatch.core.snapshot.PlainText;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads typed values from a JSON stream and says in one sentence what is wrong with one that does not fit. */
final class JsonInput {

    private static final int ID_CHARS = 16;
    private static final int QUOTED_CHARS = 64;

    private final JsonParser parser;
    private final ReportLimits limits;

    JsonInput(JsonParser parser, ReportLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /** Enters the object that comes next, at the root or as a field's value. */
    void beginObject(String what) throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, what, "an object");
    }

    /** Name of the next field of the object entered last, null at its end. */
    @Nullable
    String nextField() throws IOException {
        return parser.nextFieldName();
    }

    void beginArray(String what) throws IOException {
        expect(parser.nextToken(), JsonToken.START_ARRAY, what, "an array");
    }

    /** Enters the next object of the array entered last; false at its end. */
    boolean nextObject(String what) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return false;
        }
        expect(token, JsonToken.START_OBJECT, what, "an object");
        return true;
    }

    /** The root value must be the last. */
    void end() throws IOException {
        if (parser.nextToken() != null) {
            throw ReportException.invalid("more after the end of the JSON object");
        }
    }

    void skip() throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }

    /** Whatever the other side wrote, it becomes {@link PlainText}: it may end up in logs, Events and statuses. */
    String text(String what) throws IOException {
        return text(what, limits.nameChars());
    }

    String text(String what, int max) throws IOException {
        return PlainText.of(raw(what, max));
    }

    /** A name as the other side wrote it, for what makes it {@link PlainText} itself. */
    String rawName(String what) throws IOException {
        return raw(what, limits.nameChars());
    }

    private String raw(String what, int max) throws IOException {
        expect(parser.nextToken(), JsonToken.VALUE_STRING, what, "a string");
        checkCount(parser.getTextLength(), max, what, "characters");
        return parser.getText();
    }

    /** 16 lower-case hex digits. */
    String id(String what) throws IOException {
        String id = text(what);
        boolean good = id.length() == ID_CHARS;
        for (int i = 0; good && i < ID_CHARS; i++) {
            char c = id.charAt(i);
            good = HexFormat.isHexDigit(c) && !(c >= 'A' && c <= 'F');
        }
        if (!good) {
            throw ReportException.invalid(what + " is not " + ID_CHARS + " lower-case hex digits: " + quote(id));
        }
        return id;
    }

    long number(String what, long min) throws IOException {
        return number(what, min, Long.MAX_VALUE);
    }

    int integer(String what, int min, int max) throws IOException {
        return (int) number(what, min, max);
    }

    private long number(String what, long min, long max) throws IOException {
        expect(parser.nextToken(), JsonToken.VALUE_NUMBER_INT, what, "a whole number");
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw ReportException.invalid(what + " does not fit in 64 bits");
        }
        long value = parser.getLongValue();
        if (value < min || value > max) {
            throw ReportException.invalid(
                    what + " is " + value + (value < min ? ", less than " + min : ", more than " + max));
        }
        return value;
    }

    boolean flag(String what) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unexpected(token, what, "true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    static <T> T require(@Nullable T value, String what) throws ReportException {
        if (value == null) {
            throw ReportException.invalid(what + " is missing");
        }
        return value;
    }

    static void checkCount(int actual, int limit, String what, String unit) throws ReportException {
        if (actual > limit) {
            throw ReportException.invalid(what + " has more than " + limit + " " + unit + ": " + actual);
        }
    }

    static String quote(String text) {
        return "'" + (text.length() <= QUOTED_CHARS ? text : text.substring(0, QUOTED_CHARS) + "…") + "'";
    }

    private static void expect(@Nullable JsonToken token, JsonToken expected, String what, String words)
            throws ReportException {
        if (token != expected) {
            throw unexpected(token, what, words);
        }
    }

    private static ReportException unexpected(@Nullable JsonToken token, String what, String words) {
        String found = token == null ? "the end" : token.name().toLowerCase(Locale.ROOT);
        return ReportException.invalid(what + " is not " + words + " but " + found);
    }
}
