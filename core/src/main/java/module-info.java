import org.jspecify.annotations.NullMarked;

/** The engine: goroutine snapshots in, verdicts out. No framework, no I/O beyond {@link java.io.InputStream}. */
@NullMarked
module io.deadlockwatch.core {
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports io.deadlockwatch.core.findings;
    exports io.deadlockwatch.core.identity;
    exports io.deadlockwatch.core.judge;
    exports io.deadlockwatch.core.ledger;
    exports io.deadlockwatch.core.profile;
    exports io.deadlockwatch.core.protocol;
    exports io.deadlockwatch.core.reader;
    exports io.deadlockwatch.core.snapshot;
    exports io.deadlockwatch.core.text;
    exports io.deadlockwatch.core.waitfor;
    exports io.deadlockwatch.core.waitfor.model;
}
