package io.deadlockwatch.core.protocol;

import static io.deadlockwatch.core.protocol.JsonInput.checkCount;
import static io.deadlockwatch.core.protocol.JsonInput.require;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads and writes entries. Most stacks have no facts beyond their counts, so a fact that says nothing is left out; one that is left out, by us or by a sampler that does not
 * know it, says nothing.
 */
final class EntryFields {

    private final JsonInput in;
    private final String list;
    private final String what;

    /** Reads entries of the list with that name. */
    EntryFields(JsonInput in, String list) {
        this.in = in;
        this.list = list;
        this.what = list + "[].";
    }

    /**
     * The list that comes next.
     *
     * @param holder of the list, for the message about too many
     */
    List<StackEntry> list(int limit, String holder) throws IOException {
        List<StackEntry> entries = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        in.beginArray(list);
        while (in.nextObject(list + "[]")) {
            checkCount(entries.size() + 1, limit, holder, "entries");
            StackEntry entry = entry();
            ReportReader.checkNew(ids, entry.stack(), list);
            entries.add(entry);
        }
        return entries;
    }

    private StackEntry entry() throws IOException {
        String stack = null;
        long count = -1;
        long min = 0;
        long blockedForMillis = 0;
        long growth = -1;
        long leaked = 0;
        long longestWaitMillis = 0;
        long stayed = 0;
        long apartMillis = 0;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "stack" -> stack = in.id(what + "stack");
                case "count" -> count = in.number(what + "count", 0);
                case "min" -> min = in.number(what + "min", 0);
                case "blockedForMillis" -> blockedForMillis = in.number(what + "blockedForMillis", 0);
                case "growth" -> growth = in.number(what + "growth", 0);
                case "leaked" -> leaked = in.number(what + "leaked", 0);
                case "longestWaitMillis" -> longestWaitMillis = in.number(what + "longestWaitMillis", 0);
                case "stayed" -> stayed = in.number(what + "stayed", 0);
                case "apartMillis" -> apartMillis = in.number(what + "apartMillis", 0);
                default -> in.skip();
            }
        }
        if (count < 0) {
            throw ReportException.invalid(what + "count is missing");
        }
        if (min > count) {
            throw ReportException.invalid(what + "min " + min + " is more than its count " + count);
        }
        return new StackEntry(
                require(stack, what + "stack"),
                count,
                min,
                blockedForMillis,
                new StackFacts(growth < 0 ? count - min : growth, leaked, longestWaitMillis, stayed, apartMillis));
    }

    static void write(StackEntry entry, JsonGenerator out) throws IOException {
        StackFacts facts = entry.facts();
        out.writeStartObject();
        out.writeStringField("stack", entry.stack());
        out.writeNumberField("count", entry.count());
        out.writeNumberField("min", entry.min());
        out.writeNumberField("blockedForMillis", entry.blockedForMillis());
        if (facts.growth() != entry.count() - entry.min()) {
            out.writeNumberField("growth", facts.growth());
        }
        writeFact("leaked", facts.leaked(), out);
        writeFact("longestWaitMillis", facts.longestWaitMillis(), out);
        writeFact("stayed", facts.stayed(), out);
        writeFact("apartMillis", facts.apartMillis(), out);
        out.writeEndObject();
    }

    private static void writeFact(String name, long value, JsonGenerator out) throws IOException {
        if (value != 0) {
            out.writeNumberField(name, value);
        }
    }
}
