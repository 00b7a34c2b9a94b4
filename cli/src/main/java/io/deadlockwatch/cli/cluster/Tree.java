package io.deadlockwatch.cli.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON that is looked into by names. What is not there is empty and no error, so that objects of older and newer operators can be read alike. Of values there are
 * {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, and null.
 */
public final class Tree {

    private static final int DEPTH = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();
    private static final Tree MISSING = new Tree(null);

    private final @Nullable Object value;

    private Tree(@Nullable Object value) {
        this.value = value;
    }

    /** A tree of values as above. */
    public static Tree of(@Nullable Object value) {
        return value == null ? MISSING : new Tree(value);
    }

    /** Reads a document; its bytes are bounded by whoever fetched them. */
    public static Tree parse(String what, byte[] json) throws ClusterException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return of(read(parser));
        } catch (IOException e) {
            throw new ClusterException(what + " is not JSON: " + e.getMessage());
        }
    }

    private static @Nullable Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("it is empty");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, read(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    /** The value under these names, one within the other. */
    public Tree at(String... names) {
        Object now = value;
        for (String name : names) {
            now = now instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return of(now);
    }

    public boolean isMissing() {
        return value == null;
    }

    /** The value itself. */
    public @Nullable Object value() {
        return value;
    }

    /** A text, number or truth value as text; else empty. */
    public String text() {
        return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
    }

    /** A number; 0 for anything else. */
    public long number() {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** A time as the API writes it. */
    public Optional<Instant> instant() {
        try {
            return value instanceof String text ? Optional.of(Instant.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The values of a list; none of anything else. */
    public List<Tree> items() {
        return value instanceof List<?> list ? list.stream().map(Tree::of).toList() : List.of();
    }

    /** The members of an object in their order; none of anything else. */
    public Map<String, Tree> members() {
        Map<String, Tree> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put(String.valueOf(name), of(member)));
        }
        return members;
    }
}
