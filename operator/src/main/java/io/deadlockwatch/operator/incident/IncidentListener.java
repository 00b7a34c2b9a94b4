package io.deadlockwatch.operator.incident;

/** Hears of every change, in order, one thread at a time; must not block. */
@FunctionalInterface
public interface IncidentListener {

    void changed(IncidentChange change);
}
