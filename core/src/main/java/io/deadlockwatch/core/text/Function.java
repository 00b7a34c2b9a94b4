package io.deadlockwatch.core.text;

/** A function's name, as it stands in the text. */
final class Function extends Table.Entry<Function> {

    private static final String FETCHER = "runtime/pprof.writeGoroutineStacks";

    /** The name and the parenthesis after it: what a line of a call begins with. */
    final byte[] opening;

    final String name;

    private final long lastBytes;

    Function(int hash, byte[] opening, String name) {
        super(hash);
        this.opening = opening;
        this.name = name;
        this.lastBytes = opening.length < Long.BYTES ? 0 : Scan.word(opening, opening.length - Long.BYTES);
    }

    /** Whether a call of it may begin here, by a look at its last eight bytes, which differ more often than the first. */
    boolean mayBeAt(byte[] bytes, int at, int filled) {
        int end = at + opening.length;
        return end <= filled && (opening.length < Long.BYTES || Scan.word(bytes, end - Long.BYTES) == lastBytes);
    }

    /** Whether a goroutine in it takes the dump. */
    boolean takesDumps() {
        return name.equals(FETCHER);
    }
}
