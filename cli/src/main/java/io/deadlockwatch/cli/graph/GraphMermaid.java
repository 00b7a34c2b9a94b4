package io.deadlockwatch.cli.graph;

import io.deadlockwatch.core.waitfor.WaitForGraph;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;

/** A wait-for graph for Mermaid, which many wikis and code hosts draw from a fenced block. */
public final class GraphMermaid {

    private final PrintWriter out;
    private final Set<String> drawn = new HashSet<>();

    public GraphMermaid(PrintWriter out) {
        this.out = out;
    }

    public void write(LockStory story, Picture picture) {
        Deadlocked deadlocked = Deadlocked.of(story);
        out.print("flowchart LR\n");
        for (Picture.LockView lock : picture.locks()) {
            String box = "lock" + lock.lock().number();
            out.print("  " + box + "[" + quoted(lock.name()) + "]\n");
            for (Picture.Holder holder : lock.holders()) {
                WaitForGraph.Node node = holder.goroutine();
                goroutine(
                        "g" + node.id(),
                        "goroutine " + node.id(),
                        node.state(),
                        node.where(),
                        deadlocked.has(node.id()));
                out.print("  " + box + (holder.hold().certain() ? " -->" : " -.->") + "|held by| g" + node.id() + "\n");
            }
            for (Picture.Waiters group : lock.waiters()) {
                String id = "g" + group.ids().getFirst();
                goroutine(
                        id,
                        group.who(),
                        group.state(),
                        group.where(),
                        deadlocked.has(group.ids().getFirst()));
                out.print("  " + id + " -->|waits for| " + box + "\n");
            }
        }
        out.print("  classDef deadlocked stroke:#c00,stroke-width:3px\n");
    }

    private void goroutine(String id, String who, String state, String where, boolean deadlocked) {
        if (drawn.add(id)) {
            out.print("  " + id + "([" + quoted(who + "<br/>" + state + "<br/>" + where) + "])"
                    + (deadlocked ? ":::deadlocked" : "") + "\n");
        }
    }

    /** Entities stand for what Mermaid or HTML would take for their own. */
    private static String quoted(String text) {
        String safe = text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<br/>", "\n")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br/>");
        return "\"" + safe + "\"";
    }
}
