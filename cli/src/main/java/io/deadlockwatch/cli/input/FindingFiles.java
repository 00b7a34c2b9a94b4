package io.deadlockwatch.cli.input;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.Rule;
import io.deadlockwatch.core.findings.SarifReader;
import io.deadlockwatch.core.findings.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the SARIF files that a user names. */
public final class FindingFiles {

    private FindingFiles() {}

    public static FindingSet read(Path file) throws InputException {
        try (InputStream in = Files.newInputStream(file)) {
            return new SarifReader().read(in);
        } catch (IOException e) {
            throw new InputException(file.toString(), e);
        }
    }

    /** The findings of several files as one set. */
    public static FindingSet read(List<Path> files) throws InputException {
        List<Finding> findings = new ArrayList<>();
        List<String> tools = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, Rule> rules = new HashMap<>();
        int total = 0;
        int skipped = 0;
        for (Path file : files) {
            FindingSet set = read(file);
            findings.addAll(set.findings());
            tools.add(set.tool());
            rules.putAll(set.rules());
            total += set.total();
            skipped += set.skipped();
            for (String problem : set.problems()) {
                problems.add(file + ": " + problem);
            }
        }
        return new FindingSet(String.join(", ", tools), findings, total, problems, skipped, rules, Subject.UNTOLD);
    }
}
