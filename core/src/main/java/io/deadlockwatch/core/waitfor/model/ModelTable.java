package io.deadlockwatch.core.waitfor.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the members of a model refer to by number: texts, paths, lock classes. */
final class ModelTable {

    private final List<String> strings = new ArrayList<>();
    private final List<LockClass> locks = new ArrayList<>();
    private final Map<Integer, AccessPath> paths = new HashMap<>();
    private final ModelLimits limits;

    ModelTable(ModelLimits limits) {
        this.limits = limits;
    }

    void addString(String text) throws ModelException {
        if (strings.size() == limits.maxStrings()) {
            throw ModelException.tooMany("strings", "maxStrings", limits.maxStrings());
        }
        strings.add(text);
    }

    void addLock(LockClass lock) throws ModelException {
        if (locks.size() == limits.maxLocks()) {
            throw ModelException.tooMany("locks", "maxLocks", limits.maxLocks());
        }
        locks.add(lock);
    }

    List<LockClass> locks() {
        return locks;
    }

    String string(int index, String what) throws ModelException {
        return get(strings, index, what, "strings");
    }

    LockClass lock(int index, String what) throws ModelException {
        return get(locks, index, what, "locks");
    }

    AccessPath path(int index, String what) throws ModelException {
        AccessPath known = paths.get(index);
        if (known != null) {
            return known;
        }
        try {
            AccessPath path = AccessPath.parse(string(index, what));
            paths.put(index, path);
            return path;
        } catch (IllegalArgumentException e) {
            throw new ModelException(what + " is " + e.getMessage(), e);
        }
    }

    private static <T> T get(List<T> table, int index, String what, String name) throws ModelException {
        if (index >= table.size()) {
            throw new ModelException(
                    what + " is number " + index + " of " + name + ", which has " + table.size() + " elements");
        }
        return table.get(index);
    }
}
