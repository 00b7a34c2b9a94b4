package io.deadlockwatch.core.waitfor.model;

/** What type a lock has. */
public enum LockKind {
    MUTEX("Mutex"),
    RWMUTEX("RWMutex"),
    ONCE("Once"),
    /** Known by an interface only. */
    LOCKER("Locker"),
    /** A kind of a later version of the format. */
    OTHER("");

    private final String word;

    LockKind(String word) {
        this.word = word;
    }

    /** Whether one lock can be known by both kinds. */
    public boolean canBe(LockKind other) {
        return this == other
                || this == OTHER
                || other == OTHER
                || (this == LOCKER && other != ONCE)
                || (other == LOCKER && this != ONCE);
    }

    /** Whether a lock of this kind may be held for reading where the program only sees {@code Lock}: {@code RWMutex.RLocker}. */
    public boolean hidesMode() {
        return this == LOCKER || this == OTHER;
    }

    static LockKind of(String word) {
        for (LockKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return OTHER;
    }
}
