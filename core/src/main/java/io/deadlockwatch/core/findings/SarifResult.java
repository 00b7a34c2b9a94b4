package io.deadlockwatch.core.findings;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.identity.Symbol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One result on its way to a finding. */
final class SarifResult {

    private static final String SITE = "deadlockwatchSite/v1";

    private final JsonCursor json;
    private final SarifLimits limits;
    private final SarifFlow flow;
    private final List<SarifLocation> partners = new ArrayList<>();
    private String ruleId = "";
    private int ruleIndex = -1;
    private int extension = -1;
    private String level = "";
    private String kind = "fail";
    private String baselineState = "";
    private boolean suppressed;
    private boolean stillOpen;
    private SarifMessage message = SarifMessage.NONE;
    private String site = "";
    private String operation = "";
    private String entry = "";
    private String malformedSite = "";
    private int functionStart;
    private int locations;
    private SarifLocation location = SarifLocation.UNTOLD;

    SarifResult(JsonCursor json, SarifLimits limits) {
        this.json = json;
        this.limits = limits;
        this.flow = new SarifFlow(json, limits);
    }

    void read() throws IOException {
        json.object(name -> {
            switch (name) {
                case "ruleId" -> ruleId = json.text();
                case "ruleIndex" -> ruleIndex = json.index();
                case "rule" -> json.object(this::rule);
                case "level" -> level = json.text();
                case "kind" -> kind = json.text();
                case "baselineState" -> baselineState = json.text();
                case "suppressions" -> json.array(this::suppression);
                case "message" -> message = SarifMessage.read(json);
                case "locations" -> json.array(this::location);
                case "relatedLocations" -> json.array(this::partner);
                case "partialFingerprints" -> json.object(this::fingerprint);
                case "codeFlows" -> flow.readCodeFlows();
                case "properties" -> json.object(this::property);
                default -> {}
            }
        });
    }

    /**
     * Whether the tool itself says that this is nothing to act on: a check that passed or did not apply, a result of the baseline that is gone, or one that people
     * suppressed. A suppression that is still under review, or was rejected, leaves the result as it is.
     */
    boolean isNoFinding() {
        boolean failure = kind.equals("fail") || kind.equals("open") || kind.equals("review") || kind.isEmpty();
        return !failure || baselineState.equals("absent") || (suppressed && !stillOpen);
    }

    /** What is wrong with the result; empty if nothing is. */
    String problem(SarifTables tables) {
        if (!malformedSite.isEmpty()) {
            return malformedSite;
        }
        return isPlaced(tables) ? "" : "names neither a line nor a site";
    }

    /** Whether the result says where something is wrong. */
    boolean isPlaced(SarifTables tables) {
        SourceLine line = location.source(tables);
        return !site.isEmpty() || (line.line() > 0 && !line.file().isEmpty());
    }

    Finding finding(SarifTool tool, SarifTables tables, SarifFlow stepsOfRun) {
        SarifRule rule = tool.rule(ruleId, ruleIndex, extension);
        String symbol = location.symbol(tables);
        String waits = operation;
        if (!site.isEmpty()) {
            Site parsed = Site.parse(site);
            symbol = symbol.isEmpty() ? parsed.symbol() : symbol;
            waits = waits.isEmpty() ? parsed.operation() : waits;
        }
        return new Finding(
                ruleId.isEmpty() ? rule.rule().id() : ruleId,
                level.isEmpty() ? rule.rule().level() : level,
                message.text(rule),
                site,
                symbol,
                waits,
                location.source(tables),
                functionStart,
                entry,
                flow.steps(tables, stepsOfRun),
                partners.stream()
                        .map(at -> new Partner(at.symbol(tables), at.source(tables), at.message()))
                        .toList());
    }

    private void rule(String name) throws IOException {
        switch (name) {
            case "id" -> ruleId = ruleId.isEmpty() ? json.text() : ruleId;
            case "index" -> ruleIndex = ruleIndex < 0 ? json.index() : ruleIndex;
            case "toolComponent" ->
                json.object(part -> {
                    if (part.equals("index")) {
                        extension = json.index();
                    }
                });
            default -> {}
        }
    }

    /** A suppression that says nothing of its status counts as accepted. */
    private void suppression(int index) throws IOException {
        suppressed = true;
        json.object(name -> {
            if (name.equals("status")) {
                stillOpen |= json.text().equals("underReview") || json.text().equals("rejected");
            }
        });
    }

    private void location(int index) throws IOException {
        countLocation();
        SarifLocation read = SarifLocation.read(json);
        if (index == 0) {
            location = read;
        }
    }

    private void partner(int index) throws IOException {
        countLocation();
        partners.add(SarifLocation.read(json));
    }

    private void countLocation() throws SarifException {
        if (locations++ == limits.maxLocations()) {
            throw SarifException.tooMany("locations in a result", "maxLocations", limits.maxLocations());
        }
    }

    private void fingerprint(String name) throws IOException {
        if (!name.equals(SITE)) {
            return;
        }
        String text = json.text();
        try {
            Site.parse(text);
            site = text;
        } catch (IllegalArgumentException e) {
            malformedSite = "\"" + SITE + "\" is no symbol|operation";
        }
    }

    private void property(String name) throws IOException {
        switch (name) {
            case "operation" -> operation = json.text();
            case "functionStartLine" -> functionStart = json.line();
            case "entry" -> entry = json.text().isEmpty() ? "" : Symbol.of(json.text());
            default -> {}
        }
    }
}
