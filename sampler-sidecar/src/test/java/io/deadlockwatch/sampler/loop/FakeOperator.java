package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.AgeConfig;
import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.LadderConfig;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.sampler.dump.PackedDump;
import io.deadlockwatch.sampler.report.DumpChannel;
import io.deadlockwatch.sampler.report.ReportChannel;
import io.deadlockwatch.sampler.report.ReportReply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The operator's side of the protocol, as its reference says, over reports that went through the real codec. */
final class FakeOperator implements ReportChannel, DumpChannel {

    private final ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);
    private final List<Report> received = new ArrayList<>();
    private final Map<String, StackEntry> entries = new LinkedHashMap<>();
    private final Map<String, Stack> texts = new LinkedHashMap<>();
    private long held;
    private long leaseMillis = 600_000;
    private SamplerConfig config = new SamplerConfig(6_060, "/debug/pprof", "http", 15_000, 30_000, false);
    private @Nullable ReportReply instead;
    private final List<DumpHeader> dumps = new ArrayList<>();
    private @Nullable ReportReply insteadOfStored;
    private boolean granting;
    private boolean losesReplies;
    private int mostEntries = Integer.MAX_VALUE;

    @Override
    public ReportReply send(Report sent) {
        Report report = overTheWire(sent);
        received.add(report);
        if (instead != null) {
            return instead;
        }
        if (report.entries().size() > mostEntries) {
            return new ReportReply.Refused(413, "report has more than " + mostEntries + " entries", -1);
        }
        if (!report.isFull() && report.base() != held) {
            return new ReportReply.Refused(409, "resync", -1);
        }
        take(report);
        return losesReplies
                ? new ReportReply.Failed("reply lost")
                : new ReportReply.Accepted(new Answer(
                        report.seq(),
                        leaseMillis,
                        config,
                        granting && report.ladder().wantsDump() ? 60_000 : 0));
    }

    private Report overTheWire(Report report) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                codec.writeReport(report, zip);
            }
            return codec.readReport(new ByteArrayInputStream(out.toByteArray()), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(Report report) {
        held = report.seq();
        if (report.isFull()) {
            entries.clear();
            texts.clear();
        }
        for (StackText text : report.stacks()) {
            texts.put(text.id(), text.stack());
        }
        entries.replaceAll((_, entry) -> entry.olderBy(report.grownMillis()));
        for (StackEntry entry : report.entries()) {
            if (!texts.containsKey(entry.stack())) {
                throw new AssertionError("stack without text: " + entry);
            }
            if (entry.count() == 0) {
                entries.remove(entry.stack());
            } else {
                entries.put(entry.stack(), entry);
            }
        }
    }

    @Override
    public ReportReply sendDump(DumpHeader header, PackedDump dump) {
        dumps.add(header);
        return insteadOfStored != null ? insteadOfStored : new ReportReply.Stored();
    }

    /** Headers of the dumps that came. */
    List<DumpHeader> dumps() {
        return dumps;
    }

    /** Whoever wants a dump may take one, or not. */
    void grants(boolean whether) {
        granting = whether;
    }

    void answersDumpsWith(@Nullable ReportReply reply) {
        insteadOfStored = reply;
    }

    /** What it holds now: goroutines by the function they stand in. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (StackEntry entry : entries.values()) {
            counts.put(function(entry.stack()), entry.count());
        }
        return counts;
    }

    StackEntry entry(String function) {
        for (StackEntry entry : entries.values()) {
            if (function(entry.stack()).equals(function)) {
                return entry;
            }
        }
        throw new AssertionError(function + " is not held");
    }

    private String function(String stack) {
        Stack text = texts.get(stack);
        if (text == null) {
            throw new AssertionError(stack + " has no text");
        }
        return text.frames().getFirst().function();
    }

    List<Report> received() {
        return received;
    }

    Report last() {
        return received.getLast();
    }

    void forgetReceived() {
        received.clear();
    }

    void restarts() {
        held = 0;
        entries.clear();
        texts.clear();
    }

    void isAway() {
        instead = new ReportReply.Failed("nobody takes connections");
    }

    void refuses(int status, long retryAfterMillis) {
        instead = new ReportReply.Refused(status, "no", retryAfterMillis);
    }

    void isBack() {
        instead = null;
        losesReplies = false;
    }

    void losesReplies() {
        losesReplies = true;
    }

    void takesAtMost(int count) {
        mostEntries = count;
    }

    void leases(long millis) {
        leaseMillis = millis;
    }

    void configures(long intervalMillis, long heartbeatMillis, boolean paused) {
        config = new SamplerConfig(6_060, "/debug/pprof", "http", intervalMillis, heartbeatMillis, paused);
    }

    void configures(LadderConfig ladder) {
        config = new SamplerConfig(
                6_060, "/debug/pprof", "http", 15_000, 30_000, false, ladder, AgeConfig.EACH_BY_ITSELF);
    }

    void configures(AgeConfig ages) {
        config = new SamplerConfig(
                6_060, "/debug/pprof", "http", 15_000, 30_000, false, LadderConfig.FIRST_RUNG_ONLY, ages);
    }

    void pointsTo(int port) {
        config = new SamplerConfig(port, "/debug/pprof", "http", 15_000, 30_000, false);
    }
}
