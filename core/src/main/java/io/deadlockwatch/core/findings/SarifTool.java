package io.deadlockwatch.core.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tool of a run: a driver, extensions such as packs of queries, and the rules of each. */
final class SarifTool {

    private final JsonCursor json;
    private final SarifLimits limits;
    private final List<SarifRule> ofDriver = new ArrayList<>();
    private final List<List<SarifRule>> ofExtensions = new ArrayList<>();
    private final Map<String, SarifRule> byId = new HashMap<>();
    private String title = "";
    private int rules;

    SarifTool(JsonCursor json, SarifLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    void read() throws IOException {
        json.object(part -> {
            switch (part) {
                case "driver" -> title = component(ofDriver);
                case "extensions" ->
                    json.array(i -> {
                        List<SarifRule> extension = new ArrayList<>();
                        component(extension);
                        ofExtensions.add(extension);
                    });
                default -> {}
            }
        });
    }

    /** Name and version. */
    String title() {
        return title;
    }

    /** All rules that have an id. */
    Map<String, SarifRule> rules() {
        return byId;
    }

    /**
     * The rule that a result names, by id or, failing that, by number.
     *
     * @param extension number of the extension that the number counts in; -1 for the driver
     */
    SarifRule rule(String id, int index, int extension) {
        SarifRule known = byId(id);
        if (known != null) {
            return known;
        }
        List<SarifRule> owner = ofDriver;
        if (extension >= 0) {
            owner = extension < ofExtensions.size() ? ofExtensions.get(extension) : List.of();
        }
        return id.isEmpty() && index >= 0 && index < owner.size() ? owner.get(index) : SarifRule.UNKNOWN;
    }

    /** Ids may go into detail after a slash that rules do not have: {@code CA1000/empty} is of {@code CA1000}. */
    private @Nullable SarifRule byId(String id) {
        SarifRule known = byId.get(id);
        int slash = id.lastIndexOf('/');
        return known == null && slash > 0 ? byId.get(id.substring(0, slash)) : known;
    }

    private String component(List<SarifRule> its) throws IOException {
        String[] told = {"", "", ""};
        json.object(name -> {
            switch (name) {
                case "name" -> told[0] = json.text();
                case "semanticVersion" -> told[1] = json.text();
                case "version" -> told[2] = json.text();
                case "rules" ->
                    json.array(i -> {
                        if (rules++ == limits.maxRules()) {
                            throw SarifException.tooMany("rules in a run", "maxRules", limits.maxRules());
                        }
                        SarifRule rule = SarifRule.read(json);
                        its.add(rule);
                        if (!rule.rule().id().isEmpty()) {
                            byId.putIfAbsent(rule.rule().id(), rule);
                        }
                    });
                default -> {}
            }
        });
        return (told[0] + " " + (told[1].isEmpty() ? told[2] : told[1])).strip();
    }
}
