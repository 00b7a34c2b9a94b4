package io.deadlockwatch.core.findings;

import io.deadlockwatch.core.identity.Symbol;
import java.io.IOException;

/** A location, in whichever of its many parts the tool chose to fill in. */
final class SarifLocation {

    private String file = "";
    private int line;
    private String symbol = "";
    private String message = "";

    private SarifLocation() {}

    static SarifLocation read(JsonCursor json) throws IOException {
        SarifLocation location = new SarifLocation();
        json.object(name -> {
            switch (name) {
                case "physicalLocation" -> location.physical(json);
                case "logicalLocations" ->
                    json.array(i -> {
                        if (i == 0) {
                            location.logical(json);
                        }
                    });
                case "message" -> location.message = message(json);
                default -> {}
            }
        });
        return location;
    }

    /** The text of a message object. */
    static String message(JsonCursor json) throws IOException {
        String[] text = {""};
        json.object(name -> {
            if (name.equals("text")) {
                text[0] = json.text();
            }
        });
        return text[0];
    }

    SourceLine source() {
        return new SourceLine(file, line);
    }

    String symbol() {
        return symbol;
    }

    String message() {
        return message;
    }

    private void physical(JsonCursor json) throws IOException {
        json.object(name -> {
            switch (name) {
                case "artifactLocation" ->
                    json.object(part -> {
                        if (part.equals("uri")) {
                            file = SourcePaths.ofUri(json.text());
                        }
                    });
                case "region" ->
                    json.object(part -> {
                        if (part.equals("startLine")) {
                            line = json.line();
                        }
                    });
                default -> {}
            }
        });
    }

    private void logical(JsonCursor json) throws IOException {
        json.object(name -> {
            if (name.equals("fullyQualifiedName") && !json.text().isEmpty()) {
                symbol = Symbol.of(json.text());
            }
        });
    }
}
