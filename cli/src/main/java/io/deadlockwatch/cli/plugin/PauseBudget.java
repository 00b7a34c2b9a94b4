package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Durations;
import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Tree;
import io.deadlockwatch.cli.watch.UsualPause;
import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/**
 * How long a dump may stop a process.
 *
 * @param force takes it all the same
 */
record PauseBudget(Duration longest, boolean force) {

    private static final Duration USUAL = Duration.ofMillis(50);

    /** That of a watch; the usual one without. */
    static Duration of(Tree watch) {
        try {
            String text = watch.at("spec", "sampling", "pauseBudget").text();
            return text.isEmpty() ? USUAL : new Durations().convert(text);
        } catch (TypeConversionException e) {
            return USUAL;
        }
    }

    /** Refuses a dump of so many goroutines. */
    void check(long goroutines) throws ClusterException {
        Duration stop = UsualPause.of(goroutines);
        if (!force && stop.compareTo(longest) > 0) {
            throw new ClusterException(
                    "refused: a dump of " + goroutines + " goroutines would stop the process for some "
                            + stop.toMillis() + " ms, the budget is " + longest.toMillis()
                            + " ms; --pause-budget raises it, --force takes it whatever it costs");
        }
    }
}
