package io.deadlockwatch.core.waitfor.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The document. Its tables come before what refers to them: {@code strings}, then {@code locks}, then {@code functions}, as the writer puts them; a file in another
 * order is refused with the number that leads nowhere.
 */
final class ModelDocument {

    private static final int VERSION = 1;

    private final ModelJson json;
    private final ModelLimits limits;
    private final ModelTable table;
    private final List<ModelFunction> functions = new ArrayList<>();
    private ModelBuild build = new ModelBuild("", "", "", "", "", "");
    private boolean versionSeen;
    private boolean functionsSeen;

    ModelDocument(ModelJson json, ModelLimits limits) {
        this.json = json;
        this.limits = limits;
        this.table = new ModelTable(limits);
    }

    BlockingModel read() throws IOException {
        json.start();
        json.object("the document", name -> {
            switch (name) {
                case "version" -> version();
                case "build" -> build();
                case "strings" -> json.array(name, i -> table.addString(json.text("element " + i + " of strings")));
                case "locks" -> json.array(name, this::lock);
                case "functions" -> functions();
                default -> {}
            }
        });
        json.end();
        if (!versionSeen || !functionsSeen) {
            throw new ModelException("not a blocking model: no " + (versionSeen ? "functions" : "version"));
        }
        return new BlockingModel(build, table.locks(), functions);
    }

    private void version() throws IOException {
        int version = json.number("version");
        if (version != VERSION) {
            throw new ModelException("blocking model has version " + version + ", this program reads " + VERSION);
        }
        versionSeen = true;
    }

    private void build() throws IOException {
        String[] words = {"", "", "", "", "", ""};
        json.object("build", name -> {
            switch (name) {
                case "module" -> words[0] = json.text(name);
                case "goos" -> words[1] = json.text(name);
                case "goarch" -> words[2] = json.text(name);
                case "goVersion" -> words[3] = json.text(name);
                case "revision" -> words[4] = json.text(name);
                case "tags" -> words[5] = json.text(name);
                default -> {}
            }
        });
        build = new ModelBuild(words[0], words[1], words[2], words[3], words[4], words[5]);
    }

    private void lock(int index) throws IOException {
        String what = "lock " + index;
        String[] words = {"", ""};
        boolean[] flags = new boolean[3];
        List<String> leakedBy = new ArrayList<>();
        json.object(what, name -> {
            switch (name) {
                case "class" -> words[0] = table.string(json.number("class of " + what), "class of " + what);
                case "kind" -> words[1] = json.text("kind of " + what);
                case "handoff" -> flags[0] = json.flag("handoff of " + what);
                case "lost" -> flags[1] = json.flag("lost of " + what);
                case "open" -> flags[2] = json.flag("open of " + what);
                case "leakedBy" -> {
                    String member = "leakedBy of " + what;
                    json.array(member, i -> leakedBy.add(table.string(json.number(member), member)));
                }
                default -> {}
            }
        });
        if (words[0].isEmpty()) {
            throw new ModelException(what + " has no class");
        }
        table.addLock(new LockClass(words[0], LockKind.of(words[1]), flags[0], flags[1], flags[2], leakedBy));
    }

    private void functions() throws IOException {
        functionsSeen = true;
        FunctionJson reader = new FunctionJson(json, table, limits);
        json.array("functions", index -> {
            if (index == limits.maxFunctions()) {
                throw ModelException.tooMany("functions", "maxFunctions", limits.maxFunctions());
            }
            functions.add(reader.read("function " + index));
        });
    }
}
