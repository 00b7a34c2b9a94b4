package io.deadlockwatch.core.findings;

import java.io.IOException;

/** A location, in whichever of its many parts the tool chose to fill in. */
final class SarifLocation {

    /** A location of which nothing is told. */
    static final SarifLocation UNTOLD = new SarifLocation();

    private SarifAddress address = SarifAddress.UNTOLD;
    private int line;
    private String function = "";
    private int functionIndex = -1;
    private SarifMessage message = SarifMessage.NONE;

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
                case "message" -> location.message = SarifMessage.read(json);
                default -> {}
            }
        });
        return location;
    }

    SourceLine source(SarifTables tables) {
        return new SourceLine(tables.file(address), line);
    }

    String symbol(SarifTables tables) {
        return GoNames.symbol(function.isEmpty() ? tables.function(functionIndex) : function);
    }

    String message() {
        return message.text();
    }

    private void physical(JsonCursor json) throws IOException {
        json.object(name -> {
            switch (name) {
                case "artifactLocation" -> address = SarifAddress.read(json);
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
            switch (name) {
                case "fullyQualifiedName" -> function = json.text();
                case "index" -> functionIndex = json.index();
                default -> {}
            }
        });
    }
}
