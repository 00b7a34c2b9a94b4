package io.deadlockwatch.sampler.log;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Writes events as one JSON object a line. */
public final class JsonLines implements EventLog {

    private static final int DETAIL_CHARS = 512;
    private static final String HEX = "0123456789abcdef";

    private final PrintStream out;
    private final Clock clock;

    /** A log on that stream; the clock's zone must be UTC. */
    public JsonLines(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void event(String event, String state, String detail) {
        StringBuilder line = new StringBuilder(160);
        line.append("{\"time\":");
        line.append('"')
                .append(LocalDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS))
                .append("Z\"");
        line.append(",\"event\":");
        quote(event, line);
        line.append(",\"state\":");
        quote(state, line);
        if (!detail.isEmpty()) {
            line.append(",\"detail\":");
            quote(detail.length() <= DETAIL_CHARS ? detail : detail.substring(0, DETAIL_CHARS), line);
        }
        out.println(line.append('}'));
        out.flush();
    }

    /** Only ASCII comes out, so that neither a charset nor a hostile text can break a line. */
    private static void quote(String text, StringBuilder line) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                line.append(c);
            } else {
                line.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    line.append(HEX.charAt(c >> shift & 0xf));
                }
            }
        }
        line.append('"');
    }
}
