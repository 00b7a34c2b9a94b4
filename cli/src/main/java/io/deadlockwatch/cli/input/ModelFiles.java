package io.deadlockwatch.cli.input;

import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.core.waitfor.model.BlockingModelReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what a wait-for graph is made of: blocking models, and the single goroutines of text dumps. */
public final class ModelFiles {

    private ModelFiles() {}

    public static BlockingModel read(Path file) throws InputException {
        try (InputStream in = Files.newInputStream(file)) {
            return new BlockingModelReader().read(in);
        } catch (IOException e) {
            throw new InputException(file.toString(), e);
        }
    }

    /** The single goroutines of a text dump. */
    public static Dump dump(Source source) throws InputException {
        try (InputStream in = source.open()) {
            return new GoroutineDumpReader().readDump(in);
        } catch (IOException e) {
            throw new InputException(source.name(), e);
        }
    }

    /** The text dumps among snapshots: none, the only one, or the first and the last, which are furthest apart. */
    public static List<Dump> dumps(SnapshotFiles snapshots) throws InputException {
        List<Source> texts = new ArrayList<>();
        for (int i = 0; i < snapshots.taken().size(); i++) {
            if (snapshots.taken().get(i).isDump()) {
                texts.add(snapshots.sources().get(i));
            }
        }
        List<Dump> dumps = new ArrayList<>();
        if (!texts.isEmpty()) {
            dumps.add(dump(texts.getFirst()));
        }
        if (texts.size() > 1) {
            dumps.add(dump(texts.getLast()));
        }
        return dumps;
    }
}
