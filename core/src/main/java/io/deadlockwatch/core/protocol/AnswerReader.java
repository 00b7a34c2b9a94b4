package io.deadlockwatch.core.protocol;

import static io.deadlockwatch.core.protocol.JsonInput.quote;
import static io.deadlockwatch.core.protocol.JsonInput.require;

import java.io.IOException;

/** Reads what the operator answers. */
final class AnswerReader {

    private static final int LAST_PORT = 65_535;

    private final JsonInput in;

    AnswerReader(JsonInput in) {
        this.in = in;
    }

    Answer read() throws IOException {
        long ack = 0;
        long leaseMillis = -1;
        long dumpGrantMillis = 0;
        SamplerConfig config = null;
        in.beginObject("answer");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "ack" -> ack = in.number("ack", 1);
                case "leaseMillis" -> leaseMillis = in.number("leaseMillis", 0);
                case "dumpGrantMillis" -> dumpGrantMillis = in.number("dumpGrantMillis", 0);
                case "config" -> config = config();
                default -> in.skip();
            }
        }
        in.end();
        if (ack < 1 || leaseMillis < 0) {
            throw ReportException.invalid((ack < 1 ? "ack" : "leaseMillis") + " is missing");
        }
        return new Answer(ack, leaseMillis, require(config, "config"), dumpGrantMillis);
    }

    private SamplerConfig config() throws IOException {
        int port = 0;
        String path = null;
        String scheme = null;
        long intervalMillis = 0;
        long heartbeatMillis = 0;
        boolean paused = false;
        LadderConfig ladder = LadderConfig.FIRST_RUNG_ONLY;
        AgeConfig ages = AgeConfig.EACH_BY_ITSELF;
        in.beginObject("config");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "port" -> port = in.integer("config.port", 1, LAST_PORT);
                case "path" -> path = in.text("config.path");
                case "scheme" -> scheme = scheme(in.text("config.scheme"));
                case "intervalMillis" -> intervalMillis = in.number("config.intervalMillis", 1);
                case "heartbeatMillis" -> heartbeatMillis = in.number("config.heartbeatMillis", 1);
                case "paused" -> paused = in.flag("config.paused");
                case "ladder" -> ladder = ladder();
                case "ages" -> ages = ages();
                default -> in.skip();
            }
        }
        if (port == 0 || intervalMillis == 0 || heartbeatMillis == 0) {
            throw ReportException.invalid("config."
                    + (port == 0 ? "port" : intervalMillis == 0 ? "intervalMillis" : "heartbeatMillis")
                    + " is missing");
        }
        return new SamplerConfig(
                port,
                require(path, "config.path"),
                require(scheme, "config.scheme"),
                intervalMillis,
                heartbeatMillis,
                paused,
                ladder,
                ages);
    }

    private AgeConfig ages() throws IOException {
        boolean grow = false;
        long tellAtMillis = 0;
        in.beginObject("config.ages");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "grow" -> grow = in.flag("config.ages.grow");
                case "tellAtMillis" -> tellAtMillis = in.number("config.ages.tellAtMillis", 0);
                default -> in.skip();
            }
        }
        return new AgeConfig(grow, tellAtMillis);
    }

    private LadderConfig ladder() throws IOException {
        LadderConfig none = LadderConfig.FIRST_RUNG_ONLY;
        long cpuBudgetMillis = none.cpuBudgetMillis();
        long pauseBudgetMillis = none.pauseBudgetMillis();
        long leakIntervalMillis = none.leakIntervalMillis();
        long dumpIntervalMillis = none.dumpIntervalMillis();
        long dumpGoroutines = none.dumpGoroutines();
        boolean dumpLocksOnly = none.dumpLocksOnly();
        in.beginObject("config.ladder");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "cpuBudgetMillis" -> cpuBudgetMillis = in.number("config.ladder.cpuBudgetMillis", 1);
                case "pauseBudgetMillis" -> pauseBudgetMillis = in.number("config.ladder.pauseBudgetMillis", 0);
                case "leakIntervalMillis" -> leakIntervalMillis = in.number("config.ladder.leakIntervalMillis", 0);
                case "dumpIntervalMillis" -> dumpIntervalMillis = in.number("config.ladder.dumpIntervalMillis", 0);
                case "dumpGoroutines" -> dumpGoroutines = in.number("config.ladder.dumpGoroutines", 0);
                case "dumpLocksOnly" -> dumpLocksOnly = in.flag("config.ladder.dumpLocksOnly");
                default -> in.skip();
            }
        }
        return new LadderConfig(
                cpuBudgetMillis,
                pauseBudgetMillis,
                leakIntervalMillis,
                dumpIntervalMillis,
                dumpGoroutines,
                dumpLocksOnly);
    }

    private static String scheme(String scheme) throws ReportException {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw ReportException.invalid("config.scheme is neither http nor https: " + quote(scheme));
        }
        return scheme;
    }

    /** The sentence in {@code {"error":"…"}}; empty if there is none. */
    String readError() throws IOException {
        String error = "";
        in.beginObject("answer");
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            if (field.equals("error")) {
                error = in.text("error");
            } else {
                in.skip();
            }
        }
        in.end();
        return error;
    }
}
