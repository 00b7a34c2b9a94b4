package io.deadlockwatch.cli.graph;

import io.deadlockwatch.core.waitfor.WaitForGraph;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;

/** A wait-for graph for Graphviz: {@code dot -Tsvg}. Boxes are locks; an arrow leads from who waits to the lock, and from the lock to who holds it. */
public final class GraphDot {

    private final PrintWriter out;
    private final Set<String> drawn = new HashSet<>();

    public GraphDot(PrintWriter out) {
        this.out = out;
    }

    public void write(LockStory story, Picture picture) {
        Deadlocked deadlocked = Deadlocked.of(story);
        out.print("digraph waitfor {\n  rankdir=LR;\n  node [fontname=\"monospace\", fontsize=10];\n");
        for (Picture.LockView lock : picture.locks()) {
            String box = "lock" + lock.lock().number();
            out.print("  " + box + " [shape=box, label=" + quoted(lock.name()) + "];\n");
            for (Picture.Holder holder : lock.holders()) {
                WaitForGraph.Node node = holder.goroutine();
                goroutine(
                        "g" + node.id(),
                        "goroutine " + node.id(),
                        node.state(),
                        node.where(),
                        deadlocked.has(node.id()));
                out.print("  " + box + " -> g" + node.id() + " [label=\"held by\""
                        + (holder.hold().certain() ? "" : ", style=dashed") + "];\n");
            }
            for (Picture.Waiters group : lock.waiters()) {
                String id = "g" + group.ids().getFirst();
                goroutine(
                        id,
                        group.who(),
                        group.state(),
                        group.where(),
                        deadlocked.has(group.ids().getFirst()));
                out.print("  " + id + " -> " + box + " [label=\"waits for\"];\n");
            }
        }
        out.print("}\n");
    }

    private void goroutine(String id, String who, String state, String where, boolean deadlocked) {
        if (drawn.add(id)) {
            out.print("  " + id + " [label=" + quoted(who + "\n" + state + "\n" + where)
                    + (deadlocked ? ", color=red, penwidth=2" : "") + "];\n");
        }
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "")
                        .replace("\n", "\\n") + "\"";
    }
}
