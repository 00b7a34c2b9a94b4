package io.deadlockwatch.bench;

import io.deadlockwatch.bench.input.Dumps;
import io.deadlockwatch.bench.input.Hostile;
import io.deadlockwatch.bench.measure.DumpBenchmark;
import io.deadlockwatch.bench.measure.HeapSearch;
import io.deadlockwatch.bench.measure.JudgeBenchmark;
import io.deadlockwatch.bench.measure.Peer;
import io.deadlockwatch.bench.measure.ProfileBenchmark;
import io.deadlockwatch.bench.measure.RetainedProbe;
import io.deadlockwatch.bench.measure.ScanBenchmark;
import io.deadlockwatch.bench.measure.Timer;
import io.deadlockwatch.bench.measure.Timing;
import io.deadlockwatch.bench.report.Quantity;
import io.deadlockwatch.bench.report.Results;
import io.deadlockwatch.bench.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of everything, one after the other. The targets stand here. Rows compare best times: what else runs on a machine can only make them worse, and does so to one side
 * more than to the other. Medians are in the notes.
 */
final class Run {

    private static final double TIMES_THE_PEER = 25;
    private static final double TIMES_THE_SCAN = 0.5;
    private static final Quantity MAX_RETAINED = new Quantity(3.1, "MB");
    private static final Quantity MAX_HEAP = new Quantity(16, "MB");
    private static final Quantity MAX_PROFILE = Quantity.millis(2);
    private static final Quantity MAX_JUDGING = Quantity.millis(50);
    private static final int PEER_RUNS = 2;

    private final Path directory;
    private final Path panicparse;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Quantity> notes = new LinkedHashMap<>();

    Run(Path directory, Path panicparse) {
        this.directory = directory;
        this.panicparse = panicparse;
    }

    Results measure() throws Exception {
        Path dump = directory.resolve("dump.txt");
        Path small = directory.resolve("dump-10k.txt");
        Path distinct = directory.resolve("dump-10k-distinct.txt");
        say("writing dumps");
        Dumps.LARGE.write(dump);
        Dumps.SMALL.write(small);
        Dumps.SMALL_DISTINCT.write(distinct);
        dump(dump);
        profile();
        judging();
        retained(small, distinct);
        heap(dump);
        return new Results(machine(), rows, notes);
    }

    private void dump(Path dump) throws Exception {
        long bytes = Files.size(dump);
        Timer timer = new Timer(Map.of("bench.dump", dump.toString()));
        say("panicparse: debug=2 of 100,000 goroutines");
        Peer.Reading peer = new Peer(panicparse).read(dump, PEER_RUNS);
        // Its time grows with goroutines times stacks: were there more stacks to it than to us, it would not do the
        // same work.
        if (peer.goroutines() != Dumps.LARGE.goroutines() || peer.stacks() != Dumps.LARGE.stacks() + 1) {
            throw new IOException(
                    "panicparse found " + peer.goroutines() + " goroutines on " + peer.stacks() + " stacks");
        }
        say("ours: the same");
        Timing ours = timer.time(DumpBenchmark.class);
        say("a scan for line feeds: the same");
        Timing scan = timer.time(ScanBenchmark.class);
        Quantity throughput = Quantity.throughput(bytes, ours.best());
        rows.add(Row.faster(
                "debug=2, 100k goroutines, 64 MiB",
                throughput,
                "panicparse",
                Quantity.throughput(bytes, peer.timing().best()),
                TIMES_THE_PEER));
        rows.add(Row.faster(
                "the same", throughput, "newline scan", Quantity.throughput(bytes, scan.best()), TIMES_THE_SCAN));
        notes.put("debug=2, median", Quantity.throughput(bytes, ours.median()));
        notes.put(
                "debug=2, panicparse, median",
                Quantity.throughput(bytes, peer.timing().median()));
        notes.put("debug=2, newline scan, median", Quantity.throughput(bytes, scan.median()));
    }

    private void profile() throws Exception {
        say("debug=0 of 10,000 goroutines");
        Timing timing = new Timer(Map.of()).time(ProfileBenchmark.class);
        rows.add(Row.within("debug=0, 10k goroutines, 500 stacks", Quantity.millis(timing.best()), MAX_PROFILE));
        notes.put("debug=0, median", Quantity.millis(timing.median()));
    }

    private void judging() throws Exception {
        say("judging");
        Timing timing = new Timer(Map.of()).time(JudgeBenchmark.class);
        rows.add(Row.within("judging 10k stacks against 5k findings", Quantity.millis(timing.best()), MAX_JUDGING));
        notes.put("judging, median", Quantity.millis(timing.median()));
    }

    private void retained(Path small, Path distinct) throws Exception {
        say("memory");
        RetainedProbe.Retained few = RetainedProbe.measure(small);
        if (few.stacks() != Dumps.SMALL.stacks()) {
            throw new IOException("a snapshot of " + few.stacks() + " stacks, must be " + Dumps.SMALL.stacks());
        }
        RetainedProbe.Retained many = RetainedProbe.measure(distinct);
        rows.add(Row.within("retained, 10k goroutines, 500 stacks", Quantity.megabytes(few.bytes()), MAX_RETAINED));
        notes.put(
                "retained, 10k goroutines on stacks that all differ, of which limits leave " + many.stacks(),
                Quantity.megabytes(many.bytes()));
    }

    private void heap(Path dump) throws Exception {
        Optional<Quantity> real = HeapSearch.toRead(dump.toString()).map(Quantity::megabytes);
        rows.add(Row.within("smallest heap, 64 MiB dump", real.orElse(HeapSearch.NOT_ENOUGH), MAX_HEAP));
        Quantity worst = new Quantity(0, "MB");
        String name = "";
        for (Hostile input : Hostile.values()) {
            Quantity found =
                    HeapSearch.toSurvive(input.name()).map(Quantity::megabytes).orElse(HeapSearch.NOT_ENOUGH);
            notes.put("smallest heap, " + input, found);
            if (found.value() > worst.value()) {
                worst = found;
                name = input.name();
            }
        }
        rows.add(Row.within("smallest heap, worst hostile input (" + name + ")", worst, MAX_HEAP));
    }

    private static Map<String, String> machine() {
        return Map.of(
                "processors", Integer.toString(Runtime.getRuntime().availableProcessors()),
                "virtual machine", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static void say(String what) {
        System.err.println("measuring: " + what);
    }
}
