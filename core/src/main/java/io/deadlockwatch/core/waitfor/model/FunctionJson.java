package io.deadlockwatch.core.waitfor.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the functions of a model. */
final class FunctionJson {

    private static final int MAX_PARAMETERS = 1_000;

    private final ModelJson json;
    private final ModelTable table;
    private final ModelLimits limits;
    private final PointJson point;
    private int points;

    FunctionJson(ModelJson json, ModelTable table, ModelLimits limits) {
        this.json = json;
        this.table = table;
        this.limits = limits;
        this.point = new PointJson(json, table, limits);
    }

    ModelFunction read(String what) throws IOException {
        String[] words = {"", ""};
        int[] lines = new int[2];
        List<Parameter> parameters = new ArrayList<>();
        List<Point> read = new ArrayList<>();
        json.object(what, name -> {
            switch (name) {
                case "symbol" -> words[0] = table.string(json.number("symbol of " + what), "symbol of " + what);
                case "file" -> words[1] = table.string(json.number("file of " + what), "file of " + what);
                case "start" -> lines[0] = json.number("start of " + what);
                case "end" -> lines[1] = json.number("end of " + what);
                case "params" -> json.array("params of " + what, i -> parameter(i, parameters, what));
                case "points" -> json.array("points of " + what, i -> read.add(point(what)));
                default -> {}
            }
        });
        if (words[0].isEmpty() || words[1].isEmpty()) {
            throw new ModelException(what + " has no " + (words[0].isEmpty() ? "symbol" : "file"));
        }
        return new ModelFunction(words[0], words[1], lines[0], lines[1], parameters, read);
    }

    private void parameter(int index, List<Parameter> parameters, String what) throws IOException {
        if (index == MAX_PARAMETERS) {
            throw new ModelException("params of " + what + " has more than " + MAX_PARAMETERS + " elements");
        }
        parameters.add(Parameter.of(json.text("params of " + what)));
    }

    private Point point(String what) throws IOException {
        if (points++ == limits.maxPoints()) {
            throw ModelException.tooMany("points", "maxPoints", limits.maxPoints());
        }
        return point.read(what);
    }
}
