package io.deadlockwatch.core.findings;

import java.io.IOException;

/**
 * Where a file is, as an {@code artifactLocation} says it.
 *
 * @param uri empty if only the index is told
 * @param base id of what the URI is relative to; empty if nothing
 * @param index into the run's artifacts; -1 if not told
 */
record SarifAddress(String uri, String base, int index) {

    static final SarifAddress UNTOLD = new SarifAddress("", "", -1);

    static SarifAddress read(JsonCursor json) throws IOException {
        String[] texts = {"", ""};
        int[] at = {-1};
        json.object(name -> {
            switch (name) {
                case "uri" -> texts[0] = json.text();
                case "uriBaseId" -> texts[1] = json.text();
                case "index" -> at[0] = json.index();
                default -> {}
            }
        });
        return new SarifAddress(texts[0], texts[1], at[0]);
    }
}
