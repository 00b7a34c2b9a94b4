package io.deadlockwatch.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Fuzzes targets one after the other: {@code Main AMOUNT KEPT WORK [TARGET...]}, all of them if none is named. The amount is that of each, {@code 60s} or {@code 1000000x} inputs.
 * Starts from the inputs in {@code KEPT/target}, writes new ones to {@code WORK/target}, and what breaks a rule to {@code WORK/found/target}. Ends with status 1 if anything was
 * found.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 3) {
            System.err.println("usage: Main AMOUNT KEPT WORK [TARGET...]");
            System.exit(2);
        }
        Path kept = Path.of(args[1]);
        Path work = Path.of(args[2]);
        Path found = work.resolve("found");
        List<String> names = List.of(args).subList(3, args.length);
        List<String> broken = new ArrayList<>();
        for (Target target : Target.values()) {
            if (names.isEmpty() || names.contains(target.folder())) {
                System.err.println("\n== " + target.folder());
                if (fuzz(target, args[0], kept, work, Files.createDirectories(found.resolve(target.folder()))) != 0) {
                    broken.add(target.folder());
                }
            }
        }
        System.err.println(broken.isEmpty() ? "\nNothing found." : "\nFOUND in " + broken + ": see " + found);
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private static int fuzz(Target target, String amount, Path kept, Path work, Path found)
            throws IOException, InterruptedException {
        Path fresh = Files.createDirectories(work.resolve(target.folder()));
        List<String> limits = List.of(
                (amount.endsWith("x") ? "-runs=" : "-max_total_time=") + amount.substring(0, amount.length() - 1));
        return new ProcessBuilder(Jazzer.command(target.entry(), found, limits, fresh, kept.resolve(target.folder())))
                .inheritIO()
                .start()
                .waitFor();
    }
}
