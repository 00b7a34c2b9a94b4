package io.deadlockwatch.core.findings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.deadlockwatch.core.snapshot.PlainText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks JSON by what the reader of it expects. What is not expected, an unknown property or a value of another type, is skipped: the document may be of a later
 * version or another tool's.
 */
final class JsonCursor {

    /** Reads the value of a property, or leaves it alone. */
    @FunctionalInterface
    interface Property {
        void read(String name) throws IOException;
    }

    /** Reads an element of an array, or leaves it alone. */
    @FunctionalInterface
    interface Element {
        void read(int index) throws IOException;
    }

    private final JsonParser parser;

    JsonCursor(JsonParser parser) {
        this.parser = parser;
    }

    /** The first token of the document; null if it is empty. */
    @Nullable
    JsonToken start() throws IOException {
        return parser.nextToken();
    }

    /** Whether nothing but white space is left. */
    boolean atEnd() throws IOException {
        return parser.nextToken() == null;
    }

    /** If the current value is an object, reads its properties. */
    void object(Property property) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            property.read(name);
            skipRest();
        }
    }

    /** If the current value is an array, reads its elements. */
    void array(Element element) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            element.read(i);
            skipRest();
        }
    }

    /** The current value as {@link PlainText} if it is a text, else an empty one. */
    String text() throws IOException {
        return PlainText.of(prose());
    }

    /** The same with its line breaks and whatever else: for messages to people. */
    String prose() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    }

    /** The current value if it is a number that can be a line of a file, else 0. */
    int line() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() != JsonParser.NumberType.INT) {
            return 0;
        }
        return Math.max(parser.getIntValue(), 0);
    }

    /** The current value if it is a number that can be an index, else -1. */
    int index() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() != JsonParser.NumberType.INT) {
            return -1;
        }
        return Math.max(parser.getIntValue(), -1);
    }

    boolean isFalse() {
        return parser.currentToken() == JsonToken.VALUE_FALSE;
    }

    private void skipRest() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != null && token.isStructStart()) {
            parser.skipChildren();
        }
    }
}
