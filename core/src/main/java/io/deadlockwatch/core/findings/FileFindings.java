package io.deadlockwatch.core.findings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The findings in files of one name, to be found by directory and line. Each answer is in the set's order. */
public final class FileFindings {

    /** Stands for all directories. No path has it for a tail. */
    private static final String ANY_DIRECTORY = "//";

    /** A line of the files whose paths end in this directory and the name; in the name alone where a path has no directory. */
    private record Line(String tail, int line) {}

    private final Map<Line, List<Finding>> byLine = new HashMap<>();
    private final Map<Line, List<Finding>> byOffset = new HashMap<>();

    FileFindings() {}

    /** The findings at this line of such a file, in a directory of the same name; where finding or file has no directory, the file's name is enough. */
    public List<Finding> atLine(String file, int line) {
        return at(byLine, file, line);
    }

    /** The findings so many lines below the start of their function, in such a file. */
    public List<Finding> atOffset(String file, int offset) {
        return at(byOffset, file, offset);
    }

    void add(Finding finding) {
        int line = finding.line().line();
        put(byLine, line, finding);
        if (finding.functionStart() > 0) {
            put(byOffset, line - finding.functionStart(), finding);
        }
    }

    /** Every finding stands under the end of its path; one with a directory also under any, for files that have none. */
    private static void put(Map<Line, List<Finding>> index, int line, Finding finding) {
        String tail = SourcePaths.tail(finding.line().file());
        put(index, new Line(tail, line), finding);
        if (hasDirectory(tail)) {
            put(index, new Line(ANY_DIRECTORY, line), finding);
        }
    }

    private static void put(Map<Line, List<Finding>> index, Line key, Finding finding) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
    }

    private static List<Finding> at(Map<Line, List<Finding>> index, String file, int line) {
        String tail = SourcePaths.tail(file);
        if (!hasDirectory(tail)) {
            return both(find(index, ANY_DIRECTORY, line), find(index, tail, line));
        }
        return both(find(index, tail, line), find(index, SourcePaths.baseName(file), line));
    }

    private static List<Finding> find(Map<Line, List<Finding>> index, String tail, int line) {
        return index.getOrDefault(new Line(tail, line), List.of());
    }

    private static List<Finding> both(List<Finding> more, List<Finding> bare) {
        if (bare.isEmpty() || more.isEmpty()) {
            return bare.isEmpty() ? more : bare;
        }
        List<Finding> both = new ArrayList<>(more);
        both.addAll(bare);
        return both;
    }

    private static boolean hasDirectory(String tail) {
        return tail.indexOf('/') >= 0;
    }
}
