package io.deadlockwatch.core.findings;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A rule and the texts of its messages, by name.
 */
record SarifRule(Rule rule, Map<String, String> messages) {

    static final SarifRule UNKNOWN = new SarifRule(new Rule("", "", Rule.DEFAULT_LEVEL, "", "", ""), Map.of());

    /** Characters kept of a help text: a page, not a book. */
    private static final int MAX_HELP = 8_192;

    private static final int MAX_MESSAGES = 64;

    SarifRule {
        messages = Map.copyOf(messages);
    }

    static SarifRule read(JsonCursor json) throws IOException {
        String[] told = {"", "", Rule.DEFAULT_LEVEL, "", "", ""};
        Map<String, String> messages = new HashMap<>();
        json.object(name -> {
            switch (name) {
                case "id" -> told[0] = json.text();
                case "name" -> told[1] = json.text();
                case "defaultConfiguration" ->
                    json.object(part -> {
                        if (part.equals("level") && !json.text().isEmpty()) {
                            told[2] = json.text();
                        }
                    });
                case "shortDescription" -> told[3] = text(json, told[3]);
                case "fullDescription" -> told[3] = told[3].isEmpty() ? text(json, "") : told[3];
                case "help" -> told[4] = text(json, "");
                case "helpUri" -> told[5] = json.text();
                case "messageStrings" ->
                    json.object(id -> {
                        if (messages.size() < MAX_MESSAGES) {
                            messages.put(id, text(json, ""));
                        }
                    });
                default -> {}
            }
        });
        return new SarifRule(new Rule(told[0], told[1], told[2], told[3], told[4], told[5]), messages);
    }

    /** The Markdown of a text that has both, cut to a page. */
    private static String text(JsonCursor json, String fallback) throws IOException {
        String[] forms = {"", ""};
        json.object(name -> {
            switch (name) {
                case "text" -> forms[0] = json.prose();
                case "markdown" -> forms[1] = json.prose();
                default -> {}
            }
        });
        String text = forms[1].isEmpty() ? forms[0] : forms[1];
        String best = text.isEmpty() ? fallback : text;
        return best.length() <= MAX_HELP ? best : best.substring(0, MAX_HELP);
    }
}
