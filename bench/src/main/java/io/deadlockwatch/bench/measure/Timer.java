package io.deadlockwatch.bench.measure;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Times the single calls of a JMH benchmark, warm, in a virtual machine of its own. Single calls, as a mean over a second takes in whatever else the machine did in
 * that second; the best of hundreds of calls is what the code costs.
 */
public final class Timer {

    private static final TimeValue ITERATION = TimeValue.seconds(1);

    private final Map<String, String> properties;

    /** The benchmark sees these system properties. */
    public Timer(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    /** Times the one benchmark of this class. */
    public Timing time(Class<?> benchmark) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("\\Q" + benchmark.getName() + "\\E\\.")
                .mode(Mode.SampleTime)
                .timeUnit(TimeUnit.MILLISECONDS)
                .forks(1)
                .warmupIterations(5)
                .warmupTime(ITERATION)
                .measurementIterations(9)
                .measurementTime(ITERATION)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgs("-Xmx1g", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
                .jvmArgsAppend(arguments())
                .build();
        RunResult result = new Runner(options).runSingle();
        Statistics calls = result.getPrimaryResult().getStatistics();
        return new Timing(calls.getMin(), calls.getPercentile(50));
    }

    private String[] arguments() {
        return properties.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }
}
