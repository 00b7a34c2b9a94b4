package io.deadlockwatch.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that fuzzes a target with Jazzer: the same for {@code make fuzz} and for the tests. Jazzer gets no hooks but those that measure coverage (its detectors look
 * for injections, which a reader without side effects cannot have); a heap in which growth shows; and twenty-five seconds for one input, after which it counts as a hang: the
 * first one of some targets loads a thousand classes.
 */
final class Jazzer {

    private static final int MAX_INPUT = 16 << 10;

    private Jazzer() {}

    /**
     * The command, for this virtual machine and class path.
     *
     * @param entry the class to start from: a {@link Target}'s, or one that leads to several
     * @param found where an input that breaks a rule is written to
     * @param limits libFuzzer's options that say when to stop
     * @param corpora folders with inputs; new ones are written to the first
     */
    static List<String> command(Class<?> entry, Path found, List<String> limits, Path... corpora) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + entry.getName(),
                "--instrumentation_includes=io.deadlockwatch.core.**:io.deadlockwatch.operator.**:io.deadlockwatch.sampler.**",
                "--custom_hook_excludes=**",
                "--mutator_framework=false",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-max_len=" + MAX_INPUT,
                "-timeout=25",
                "-print_final_stats=1"));
        command.addAll(limits);
        for (Path corpus : corpora) {
            command.add(corpus.toString());
        }
        return command;
    }
}
