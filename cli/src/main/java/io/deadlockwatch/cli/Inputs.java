package io.deadlockwatch.cli;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.SarifReader;
import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the files a user names. */
final class Inputs {

    private Inputs() {}

    static Snapshot snapshot(Path file) throws InputException {
        try (InputStream in = Files.newInputStream(file)) {
            return new GoroutineProfileReader().read(in);
        } catch (IOException e) {
            throw new InputException(file, e);
        }
    }

    static FindingSet findings(Path file) throws InputException {
        try (InputStream in = Files.newInputStream(file)) {
            return new SarifReader().read(in);
        } catch (IOException e) {
            throw new InputException(file, e);
        }
    }

    /** The findings of several files as one set. */
    static FindingSet findings(List<Path> files) throws InputException {
        List<Finding> findings = new ArrayList<>();
        List<String> tools = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int total = 0;
        for (Path file : files) {
            FindingSet set = findings(file);
            findings.addAll(set.findings());
            tools.add(set.tool());
            total += set.total();
            for (String problem : set.problems()) {
                problems.add(file + ": " + problem);
            }
        }
        return new FindingSet(String.join(", ", tools), findings, total, problems);
    }
}
