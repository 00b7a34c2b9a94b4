package io.deadlockwatch.core.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A message: its text, or the name of a text of the rule, in which {@code {0}} stands for the first argument.
 *
 * @param id empty if the text is given
 */
record SarifMessage(String text, String id, List<String> arguments) {

    static final SarifMessage NONE = new SarifMessage("", "", List.of());

    private static final int MAX_ARGUMENTS = 32;

    SarifMessage {
        arguments = List.copyOf(arguments);
    }

    static SarifMessage read(JsonCursor json) throws IOException {
        String[] texts = {"", ""};
        List<String> arguments = new ArrayList<>();
        json.object(name -> {
            switch (name) {
                case "text" -> texts[0] = json.prose();
                case "id" -> texts[1] = json.text();
                case "arguments" ->
                    json.array(i -> {
                        if (i < MAX_ARGUMENTS) {
                            arguments.add(json.prose());
                        }
                    });
                default -> {}
            }
        });
        return new SarifMessage(texts[0], texts[1], arguments);
    }

    /** The text, taken from the rule if it has to be. */
    String text(SarifRule rule) {
        String template = text.isEmpty() ? rule.messages().getOrDefault(id, "") : text;
        if (arguments.isEmpty()) {
            return template;
        }
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int number = placeholder(template, at);
            if (number >= 0) {
                filled.append(arguments.get(number));
                at = template.indexOf('}', at) + 1;
            } else {
                filled.append(template.charAt(at++));
            }
        }
        return filled.toString();
    }

    /** The number in a placeholder that begins here and has an argument; else -1. */
    private int placeholder(String template, int at) {
        int number = 0;
        int i = at + 1;
        if (template.charAt(at) != '{') {
            return -1;
        }
        while (i < template.length()
                && template.charAt(i) >= '0'
                && template.charAt(i) <= '9'
                && number < MAX_ARGUMENTS) {
            number = number * 10 + (template.charAt(i++) - '0');
        }
        boolean closed = i > at + 1 && i < template.length() && template.charAt(i) == '}';
        return closed && number < arguments.size() ? number : -1;
    }
}
