package io.deadlockwatch.core.waitfor.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the points of functions. */
final class PointJson {

    private final ModelJson json;
    private final ModelTable table;
    private final ModelLimits limits;
    private int uses;

    PointJson(ModelJson json, ModelTable table, ModelLimits limits) {
        this.json = json;
        this.table = table;
        this.limits = limits;
    }

    Point read(String function) throws IOException {
        Parts parts = new Parts();
        json.object("a point of " + function, name -> {
            String what = name + " of a point of " + function;
            switch (name) {
                case "line" -> parts.line = json.number(what);
                case "op" -> parts.operation = Operation.of(json.text(what));
                case "callee" -> parts.callee = table.string(json.number(what), what);
                case "held" -> json.array(what, i -> parts.held.add(use(what)));
                case "released" -> json.array(what, i -> parts.released.add(use(what)));
                case "acquires" -> parts.acquires = use(what);
                case "args" -> json.array(what, i -> parts.arguments.add(path(what)));
                case "captures" -> json.array(what, i -> parts.captures.add(path(what)));
                default -> {}
            }
        });
        return parts.point();
    }

    private AccessPath path(String what) throws IOException {
        count();
        return table.path(json.number(what), what);
    }

    private LockUse use(String what) throws IOException {
        count();
        Use use = new Use();
        json.array(what, i -> {
            switch (i) {
                case 0 -> use.path = table.path(json.number(what), what);
                case 1 -> use.lock = table.lock(json.number(what), what);
                case 2 -> use.mode = mode(json.text(what), what);
                case 3 -> use.certain = json.flag(what);
                default -> {}
            }
        });
        if (use.lock == null || use.mode == null) {
            throw new ModelException(what + " is not a path, a lock and a mode" + json.at());
        }
        return new LockUse(use.path, use.lock, use.mode, use.certain);
    }

    private static LockMode mode(String word, String what) throws ModelException {
        return switch (word) {
            case "R" -> LockMode.READ;
            case "W" -> LockMode.WRITE;
            default -> throw new ModelException(what + " has mode '" + word + "', neither R nor W");
        };
    }

    private void count() throws ModelException {
        if (uses++ == limits.maxUses()) {
            throw ModelException.tooMany("uses of locks and addresses", "maxUses", limits.maxUses());
        }
    }

    /** A point as far as it is read. */
    private static final class Parts {
        private int line;
        private Operation operation = Operation.OTHER;
        private String callee = "";
        private final List<LockUse> held = new ArrayList<>();
        private final List<LockUse> released = new ArrayList<>();
        private @Nullable LockUse acquires;
        private final List<AccessPath> arguments = new ArrayList<>();
        private final List<AccessPath> captures = new ArrayList<>();

        Point point() {
            return new Point(
                    line, operation, callee, held, released, Optional.ofNullable(acquires), arguments, captures);
        }
    }

    /** A use of a lock as far as it is read. */
    private static final class Use {
        private AccessPath path = AccessPath.UNKNOWN;
        private @Nullable LockClass lock;
        private @Nullable LockMode mode;
        private boolean certain;
    }
}
