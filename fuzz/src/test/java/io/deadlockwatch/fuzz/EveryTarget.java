package io.deadlockwatch.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All targets as one: the first byte of an input says whose it is. A fuzzer takes longer to start than a short run lasts, so it starts once. */
public final class EveryTarget {

    private static final List<Target> TARGETS = List.of(Target.values());

    private EveryTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length > 0) {
            Target target = TARGETS.get((input[0] & 0xFF) % TARGETS.size());
            target.check(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    /** Writes all kept inputs for this target to a folder. */
    static void writeCorpus(Path kept, Path folder) throws IOException {
        for (Target target : TARGETS) {
            for (Path input : inputs(kept.resolve(target.folder()))) {
                byte[] bytes = Files.readAllBytes(input);
                byte[] marked = new byte[bytes.length + 1];
                marked[0] = (byte) TARGETS.indexOf(target);
                System.arraycopy(bytes, 0, marked, 1, bytes.length);
                Files.write(folder.resolve(target.folder() + "-" + input.getFileName()), marked);
            }
        }
    }

    static List<Path> inputs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
