package io.deadlockwatch.core.findings;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.identity.Symbol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One result on its way to a finding. */
final class SarifResult {

    private static final String SITE = "deadlockwatchSite/v1";

    private final JsonCursor json;
    private final SarifLimits limits;
    private final List<FlowStep> flow = new ArrayList<>();
    private final List<Partner> partners = new ArrayList<>();
    private String ruleId = "";
    private String level = "warning";
    private String kind = "fail";
    private String message = "";
    private String site = "";
    private String operation = "";
    private String entry = "";
    private String malformedSite = "";
    private int functionStart;
    private int locations;
    private @Nullable SarifLocation location;

    SarifResult(JsonCursor json, SarifLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    void read() throws IOException {
        json.object(name -> {
            switch (name) {
                case "ruleId" -> ruleId = json.text();
                case "rule" -> json.object(this::rule);
                case "level" -> level = json.text();
                case "kind" -> kind = json.text();
                case "message" -> message = SarifLocation.message(json);
                case "locations" -> json.array(this::location);
                case "relatedLocations" -> json.array(this::partner);
                case "partialFingerprints" -> json.object(this::fingerprint);
                case "codeFlows" -> json.array(this::codeFlow);
                case "properties" -> json.object(this::property);
                default -> {}
            }
        });
    }

    /** What is wrong with the result; empty if nothing is. */
    String problem() {
        if (!isFailure()) {
            return "is no finding but of kind " + kind;
        }
        if (!malformedSite.isEmpty()) {
            return malformedSite;
        }
        return isPlaced() ? "" : "names neither a line nor a site";
    }

    /** The finding, if the result says where something is wrong. */
    Optional<Finding> finding() {
        if (!isFailure() || !isPlaced()) {
            return Optional.empty();
        }
        SourceLine line = location == null ? new SourceLine("", 0) : location.source();
        String symbol = location == null ? "" : location.symbol();
        if (!site.isEmpty()) {
            Site parsed = Site.parse(site);
            symbol = symbol.isEmpty() ? parsed.symbol() : symbol;
            operation = operation.isEmpty() ? parsed.operation() : operation;
        }
        return Optional.of(new Finding(
                ruleId, level, message, site, symbol, operation, line, functionStart, entry, flow, partners));
    }

    private boolean isFailure() {
        return kind.equals("fail") || kind.equals("open") || kind.equals("review");
    }

    private boolean isPlaced() {
        if (!site.isEmpty()) {
            return true;
        }
        return location != null
                && location.source().line() > 0
                && !location.source().file().isEmpty();
    }

    private void rule(String name) throws IOException {
        if (name.equals("id") && ruleId.isEmpty()) {
            ruleId = json.text();
        }
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
        SarifLocation read = SarifLocation.read(json);
        partners.add(new Partner(read.symbol(), read.source(), read.message()));
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

    private void codeFlow(int index) throws IOException {
        if (index == 0) {
            json.object(name -> {
                if (name.equals("threadFlows")) {
                    json.array(this::threadFlow);
                }
            });
        }
    }

    private void threadFlow(int index) throws IOException {
        if (index > 0) {
            return;
        }
        json.object(name -> {
            if (name.equals("locations")) {
                json.array(this::step);
            }
        });
        tellBlock();
    }

    private void step(int index) throws IOException {
        if (index == limits.maxFlowLocations()) {
            throw SarifException.tooMany("steps in a flow", "maxFlowLocations", limits.maxFlowLocations());
        }
        FlowStep.Kind[] stepKind = {FlowStep.Kind.CALL};
        SarifLocation[] at = {null};
        json.object(name -> {
            switch (name) {
                case "location" -> at[0] = SarifLocation.read(json);
                case "kinds" ->
                    json.array(i -> {
                        switch (json.text()) {
                            case "go" -> stepKind[0] = FlowStep.Kind.GO;
                            case "block" -> stepKind[0] = FlowStep.Kind.BLOCK;
                            default -> {}
                        }
                    });
                default -> {}
            }
        });
        if (at[0] != null) {
            flow.add(new FlowStep(stepKind[0], at[0].symbol(), at[0].source()));
        }
    }

    /** Tools that do not know our kinds end their flows where the trouble is. */
    private void tellBlock() {
        if (!flow.isEmpty() && flow.stream().noneMatch(step -> step.kind() == FlowStep.Kind.BLOCK)) {
            FlowStep last = flow.removeLast();
            flow.add(new FlowStep(FlowStep.Kind.BLOCK, last.symbol(), last.line()));
        }
    }
}
