package io.deadlockwatch.core.waitfor.model;

/** What a goroutine that stands at a point is doing. */
public enum Operation {
    CALL("call"),
    GO("go"),
    LOCK("lock"),
    SEND("send"),
    RECEIVE("receive"),
    SELECT("select"),
    /** {@code WaitGroup.Wait}. */
    WAIT("wait"),
    /** {@code Cond.Wait}. */
    COND("cond"),
    /** Deferred calls run. */
    DEFERS("defers"),
    /** Any other instruction. */
    OTHER("other");

    private final String word;

    Operation(String word) {
        this.word = word;
    }

    static Operation of(String word) {
        for (Operation operation : values()) {
            if (operation.word.equals(word)) {
                return operation;
            }
        }
        return OTHER;
    }
}
