package io.deadlockwatch.core.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The way to a result: the first code flow that has a thread flow with steps. Tools give several where several ways lead to one place; one of them is enough to see
 * whether a goroutine took it.
 */
final class SarifFlow {

    /** A step that is in the flow, or one of the run's table by number. */
    private record Step(FlowStep.Kind kind, SarifLocation location, int index) {}

    private final JsonCursor json;
    private final SarifLimits limits;
    private final List<Step> steps = new ArrayList<>();

    SarifFlow(JsonCursor json, SarifLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    /** Reads the code flows of a result. */
    void readCodeFlows() throws IOException {
        json.array(flow -> json.object(name -> {
            if (name.equals("threadFlows")) {
                json.array(thread -> {
                    if (steps.isEmpty()) {
                        json.object(part -> {
                            if (part.equals("locations")) {
                                readSteps();
                            }
                        });
                    }
                });
            }
        }));
    }

    /** Reads steps: those of a thread flow, or the run's table. */
    void readSteps() throws IOException {
        json.array(this::step);
    }

    List<FlowStep> steps(SarifTables tables, SarifFlow ofRun) {
        List<FlowStep> flow = new ArrayList<>(steps.size());
        for (Step step : steps) {
            boolean byNumber =
                    step.location == SarifLocation.UNTOLD && step.index >= 0 && step.index < ofRun.steps.size();
            Step told = byNumber ? ofRun.steps.get(step.index) : step;
            if (told.location != SarifLocation.UNTOLD) {
                flow.add(new FlowStep(told.kind, told.location.symbol(tables), told.location.source(tables)));
            }
        }
        tellBlock(flow);
        return flow;
    }

    private void step(int index) throws IOException {
        if (index == limits.maxFlowLocations()) {
            throw SarifException.tooMany("steps in a flow", "maxFlowLocations", limits.maxFlowLocations());
        }
        FlowStep.Kind[] kind = {FlowStep.Kind.CALL};
        SarifLocation[] at = {SarifLocation.UNTOLD};
        int[] number = {-1};
        json.object(name -> {
            switch (name) {
                case "location" -> at[0] = SarifLocation.read(json);
                case "index" -> number[0] = json.index();
                case "kinds" ->
                    json.array(i -> {
                        switch (json.text()) {
                            case "go" -> kind[0] = FlowStep.Kind.GO;
                            case "block" -> kind[0] = FlowStep.Kind.BLOCK;
                            default -> {}
                        }
                    });
                default -> {}
            }
        });
        steps.add(new Step(kind[0], at[0], number[0]));
    }

    /** Tools that do not know our kinds end their flows where the trouble is. */
    private static void tellBlock(List<FlowStep> flow) {
        if (!flow.isEmpty() && flow.stream().noneMatch(step -> step.kind() == FlowStep.Kind.BLOCK)) {
            FlowStep last = flow.removeLast();
            flow.add(new FlowStep(FlowStep.Kind.BLOCK, last.symbol(), last.line()));
        }
    }
}
