package io.deadlockwatch.core.waitfor.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.deadlockwatch.core.snapshot.PlainText;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Walks the JSON of a model. Strict about the members it knows, for a model that is half understood would prove what is not so; those it does not know are skipped.
 */
final class ModelJson {

    /** Reads the value of a member, or leaves it alone. */
    @FunctionalInterface
    interface Member {
        void read(String name) throws IOException;
    }

    /** Reads an element of an array. */
    @FunctionalInterface
    interface Element {
        void read(int index) throws IOException;
    }

    private final JsonParser parser;

    ModelJson(JsonParser parser) {
        this.parser = parser;
    }

    void start() throws IOException {
        parser.nextToken();
    }

    void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new ModelException("not a blocking model: there is more after the end of the JSON object");
        }
    }

    void object(String what, Member member) throws IOException {
        expect(JsonToken.START_OBJECT, what, "an object");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            member.read(name);
            JsonToken token = parser.currentToken();
            if (token != null && token.isStructStart()) {
                parser.skipChildren();
            }
        }
    }

    void array(String what, Element element) throws IOException {
        expect(JsonToken.START_ARRAY, what, "an array");
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            element.read(i);
            JsonToken token = parser.currentToken();
            if (token != null && token.isStructStart()) {
                parser.skipChildren();
            }
        }
    }

    String text(String what) throws IOException {
        expect(JsonToken.VALUE_STRING, what, "a string");
        return PlainText.of(parser.getText());
    }

    boolean flag(String what) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unexpected(token, what, "true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** A whole number that is not negative. */
    int number(String what) throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, what, "a whole number");
        if (parser.getNumberType() != JsonParser.NumberType.INT || parser.getIntValue() < 0) {
            throw new ModelException(what + " is not between 0 and " + Integer.MAX_VALUE + at());
        }
        return parser.getIntValue();
    }

    /** Where the parser stands, for a message. */
    String at() {
        return ", line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr();
    }

    private void expect(JsonToken expected, String what, String words) throws IOException {
        if (parser.currentToken() != expected) {
            throw unexpected(parser.currentToken(), what, words);
        }
    }

    private ModelException unexpected(@Nullable JsonToken token, String what, String words) {
        String found = token == null ? "the end" : token.name().toLowerCase(Locale.ROOT);
        return new ModelException("not a blocking model: " + what + " is not " + words + " but " + found + at());
    }
}
