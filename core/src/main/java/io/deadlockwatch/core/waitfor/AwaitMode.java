package io.deadlockwatch.core.waitfor;

/** What a goroutine that is parked in a lock waits for. */
enum AwaitMode {
    /** In {@code RLock}: until the writer that holds the lock, or waits for it ahead of this reader, gives it back. */
    READ("for reading"),
    /** In {@code RWMutex.Lock}, ahead of all other writers: until the readers leave. */
    READERS_GONE("for writing"),
    /** In {@code Mutex.Lock}, or in {@code RWMutex.Lock} behind another writer: until the owner unlocks. */
    EXCLUSIVE("");

    private final String words;

    AwaitMode(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
