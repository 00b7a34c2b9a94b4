package io.deadlockwatch.operator.ingest;

/** Whether another dump of a process would tell something: one alone proves nothing. */
@FunctionalInterface
public interface DumpWishes {

    /** Nobody looks at dumps. */
    DumpWishes NONE = _ -> false;

    /** Whether the dump after the last is to come soon. */
    boolean wantsAnother(Session session);
}
