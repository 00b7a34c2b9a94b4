package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.SourcePaths;
import io.deadlockwatch.core.identity.FunctionName;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.snapshot.Frame;

/**
 * How the place where a goroutine stands and the place a finding names agree: the symbol part of {@link Confidence}. Function, path and line each bring points, the
 * line as many as it takes to tell two operations of one function apart; at another line of the same function only half of them count.
 */
record Place(Names names, Paths paths, Lines lines) {

    /** How the functions agree. */
    enum Names {
        SAME(45, "the function agrees"),
        INLINED(40, "the function agrees, inlined into another"),
        UNTOLD(25, "the finding names no function"),
        OTHER_RECEIVER(20, "only package and name of the function agree, not the receiver"),
        SAME_PACKAGE(10, "only the function's package agrees"),
        DIFFERENT(0, "the function differs");

        private final int points;
        private final String words;

        Names(int points, String words) {
            this.points = points;
            this.words = words;
        }
    }

    /** How the paths of the files agree. */
    enum Paths {
        SAME(15, "the file agrees"),
        /** One of the two has no directory. */
        NAME_ONLY(15, "the file's name agrees"),
        DIRECTORY(12, "file and directory agree"),
        OTHER_DIRECTORY(7, "the file's name agrees, but not its directory"),
        UNTOLD(8, "the file is not known"),
        DIFFERENT(0, "the file differs");

        private final int points;
        private final String words;

        Paths(int points, String words) {
            this.points = points;
            this.words = words;
        }
    }

    /** How the lines agree, measured from the start of the function where it is the same one and both starts are known. */
    enum Lines {
        SAME(40, "the line agrees"),
        /** Statements can be longer than a line. */
        NEAR(30, "the line almost agrees"),
        MAYBE_MOVED(20, "the line is some lines away, as if code above had changed"),
        UNTOLD(20, "the line is not known"),
        DIFFERENT(0, "the line is another one");

        private final int points;
        private final String words;

        Lines(int points, String words) {
            this.points = points;
            this.words = words;
        }
    }

    private static final int NEAR = 2;
    private static final int MOVED = 10;

    static Place of(Frame frame, FunctionName name, Finding finding, FunctionNames known) {
        Names names = finding.symbol().isEmpty() ? Names.UNTOLD : names(name, known.of(finding.symbol()));
        boolean sameFunction = names == Names.SAME || names == Names.INLINED;
        return new Place(
                names,
                paths(frame.file(), finding.line().file()),
                sameFunction ? linesOfFunction(frame, finding) : lines(frame, finding));
    }

    /** Whether the two can be the same place at all. Where the names do not say so, path and line must. */
    boolean isPlausible() {
        boolean near = lines == Lines.SAME || lines == Lines.NEAR;
        return switch (names) {
            case SAME -> true;
            case INLINED -> near && (isSamePath() || paths == Paths.NAME_ONLY);
            case UNTOLD -> lines == Lines.SAME && (isSamePath() || paths == Paths.NAME_ONLY);
            case OTHER_RECEIVER, SAME_PACKAGE -> lines == Lines.SAME && (isSamePath() || paths == Paths.NAME_ONLY);
            case DIFFERENT -> lines == Lines.SAME && isSamePath();
        };
    }

    /** 0 to 100. */
    int score() {
        int points = names.points + paths.points + lines.points;
        return lines == Lines.DIFFERENT ? points / 2 : points;
    }

    String words() {
        return names.words + ", " + paths.words + ", " + lines.words;
    }

    private boolean isSamePath() {
        return paths == Paths.SAME || paths == Paths.DIRECTORY;
    }

    static Names names(FunctionName seen, FunctionName predicted) {
        if (seen.isSame(predicted)) {
            return Names.SAME;
        }
        if (seen.isInlined(predicted)) {
            return Names.INLINED;
        }
        Symbol one = seen.symbol();
        Symbol other = predicted.symbol();
        if (!one.packagePath().equals(other.packagePath())) {
            return Names.DIFFERENT;
        }
        return one.elements().getLast().equals(other.elements().getLast()) ? Names.OTHER_RECEIVER : Names.SAME_PACKAGE;
    }

    /** Whether a function on a stack is the predicted one, by its own name or inlined. */
    static boolean isSameFunction(FunctionName seen, FunctionName predicted) {
        return seen.isSame(predicted) || seen.isInlined(predicted);
    }

    static Paths paths(String seen, String predicted) {
        if (seen.isEmpty() || predicted.isEmpty()) {
            return Paths.UNTOLD;
        }
        int common = SourcePaths.commonElements(seen, predicted);
        int shorter = Math.min(SourcePaths.length(seen), SourcePaths.length(predicted));
        if (common == 0) {
            return Paths.DIFFERENT;
        }
        if (shorter == 1) {
            return Paths.NAME_ONLY;
        }
        if (common == shorter) {
            return Paths.SAME;
        }
        return common > 1 ? Paths.DIRECTORY : Paths.OTHER_DIRECTORY;
    }

    /** Compares lines as measured from the function's start, so that code above may have changed. */
    private static Lines linesOfFunction(Frame frame, Finding finding) {
        int line = finding.line().line();
        if (frame.line() == 0 || line == 0 || frame.start() == 0 || finding.functionStart() == 0) {
            return lines(frame, finding);
        }
        int apart = Math.abs((frame.line() - frame.start()) - (line - finding.functionStart()));
        if (apart == 0) {
            return Lines.SAME;
        }
        return apart <= NEAR || frame.line() == line ? Lines.NEAR : Lines.DIFFERENT;
    }

    private static Lines lines(Frame frame, Finding finding) {
        int line = finding.line().line();
        if (frame.line() == 0 || line == 0) {
            return Lines.UNTOLD;
        }
        int apart = Math.abs(frame.line() - line);
        if (apart == 0) {
            return Lines.SAME;
        }
        if (apart <= NEAR) {
            return Lines.NEAR;
        }
        return apart <= MOVED ? Lines.MAYBE_MOVED : Lines.DIFFERENT;
    }
}
