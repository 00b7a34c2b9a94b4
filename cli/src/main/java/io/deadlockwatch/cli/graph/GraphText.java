package io.deadlockwatch.cli.graph;

import io.deadlockwatch.cli.report.Phrases;
import io.deadlockwatch.cli.report.Style;
import io.deadlockwatch.core.waitfor.Claim;
import java.io.PrintWriter;
import java.util.List;

/** A wait-for graph for people: what is claimed first, then each lock with who holds it and who waits for it. */
public final class GraphText {

    private final PrintWriter out;
    private final Style style;

    public GraphText(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    public void write(LockStory story, Picture picture) {
        int locks = story.graph().locks().size();
        out.println(Phrases.count(story.graph().waits().size(), "goroutine") + " waiting for "
                + Phrases.count(locks, "lock"));
        story.claims().forEach(verdict -> claim(verdict.claim(), verdict.confirmed()));
        picture.locks().forEach(this::lock);
        if (picture.leftOut() > 0) {
            out.println(style.dim("and " + Phrases.count(picture.leftOut(), "more lock") + " (--all shows them)"));
        }
        notes(story.notes());
    }

    private void claim(Claim claim, boolean confirmed) {
        out.println();
        String title = !claim.isDeadlock() ? "NOTE" : confirmed ? "DEADLOCK, in both dumps" : "DEADLOCK in this dump";
        out.println(style.bold(title));
        claim.reasons().forEach(reason -> out.println("  - " + Phrases.printable(reason)));
    }

    private void lock(Picture.LockView lock) {
        out.println();
        out.println(style.bold(Phrases.printable(lock.name())));
        for (Picture.Holder holder : lock.holders()) {
            out.println("  " + (holder.hold().certain() ? "held by     " : "perhaps     ") + "goroutine "
                    + holder.goroutine().id() + " [" + holder.goroutine().state() + "] in "
                    + Phrases.printable(holder.goroutine().where())
                    + (holder.hold().reading() ? ", for reading" : "")
                    + (holder.hold().place().isEmpty()
                            ? ""
                            : "; " + Phrases.printable(holder.hold().place())));
        }
        for (Picture.Waiters group : lock.waiters()) {
            out.println("  waiting     " + group.who() + " [" + group.state() + "] in "
                    + Phrases.printable(group.where()) + (group.reading() ? ", for reading" : ""));
        }
    }

    private void notes(List<String> notes) {
        if (!notes.isEmpty()) {
            out.println();
            notes.forEach(note -> out.println(style.dim("note: " + Phrases.printable(note))));
        }
    }
}
