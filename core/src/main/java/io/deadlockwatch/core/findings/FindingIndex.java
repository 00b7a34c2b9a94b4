package io.deadlockwatch.core.findings;

import io.deadlockwatch.core.identity.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The findings of a set, to be found by where goroutines stand. Each answer is in the set's order. */
public final class FindingIndex {

    /** No findings. */
    public static final FindingIndex EMPTY = of(new FindingSet("", List.of(), 0, List.of()));

    private static final String ANY_DIRECTORY = "//";

    /** A line of the files whose paths end so: in the name alone, or in directory and name. */
    private record Line(String tail, int line) {}

    private record Maps(
            Map<Site, List<Finding>> bySite,
            Map<String, List<Finding>> bySymbol,
            Map<Line, List<Finding>> byLine,
            Map<Line, List<Finding>> byOffset) {}

    private final FindingSet set;
    private final boolean ofThisVersion;
    private final Map<Site, List<Finding>> bySite;
    private final Map<String, List<Finding>> bySymbol;
    private final Map<Line, List<Finding>> byLine;
    private final Map<Line, List<Finding>> byOffset;

    private FindingIndex(FindingSet set, boolean ofThisVersion, Maps maps) {
        this.set = set;
        this.ofThisVersion = ofThisVersion;
        this.bySite = maps.bySite;
        this.bySymbol = maps.bySymbol;
        this.byLine = maps.byLine;
        this.byOffset = maps.byOffset;
    }

    /** An index of findings that are for the version they are held against. */
    public static FindingIndex of(FindingSet set) {
        FindingIndex index = new FindingIndex(
                set, true, new Maps(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>()));
        for (Finding finding : set.findings()) {
            index.add(finding);
        }
        return index;
    }

    /** The same findings, held against another version than they are for: they may explain what is seen, but never confirm it. Costs nothing. */
    public FindingIndex forAnotherVersion() {
        return new FindingIndex(set, false, new Maps(bySite, bySymbol, byLine, byOffset));
    }

    /** Whether the findings are for the version they are held against. */
    public boolean isOfThisVersion() {
        return ofThisVersion;
    }

    /** What the findings are for. */
    public Subject subject() {
        return set.subject();
    }

    /** All findings, in the set's order. */
    public List<Finding> findings() {
        return set.findings();
    }

    /** How many findings there are. */
    public int size() {
        return set.findings().size();
    }

    /** The findings of this site, also where the tool gave function and operation instead. */
    public List<Finding> bySite(Site site) {
        return bySite.getOrDefault(site, List.of());
    }

    /** The findings in the function with this symbol. */
    public List<Finding> bySymbol(String symbol) {
        return bySymbol.getOrDefault(symbol, List.of());
    }

    /** The findings at this line of a file of this name in a directory of this name; where finding or file has no directory, the file's name is enough. */
    public List<Finding> byLine(String file, int line) {
        return at(byLine, file, line);
    }

    /** The findings so many lines below the start of their function, in such a file. */
    public List<Finding> byOffset(String file, int offset) {
        return at(byOffset, file, offset);
    }

    /** Every finding stands under the end of its path; one with a directory also under its name, for files that have none, with a mark that no path has. */
    private static List<Finding> at(Map<Line, List<Finding>> index, String file, int line) {
        String tail = SourcePaths.tail(file);
        String name = SourcePaths.baseName(file);
        List<Finding> bare = index.getOrDefault(new Line(name, line), List.of());
        List<Finding> more =
                index.getOrDefault(new Line(tail.equals(name) ? ANY_DIRECTORY + name : tail, line), List.of());
        if (bare.isEmpty() || more.isEmpty()) {
            return bare.isEmpty() ? more : bare;
        }
        List<Finding> both = new ArrayList<>(more);
        both.addAll(bare);
        return both;
    }

    private void add(Finding finding) {
        if (!finding.site().isEmpty()) {
            put(bySite, Site.parse(finding.site()), finding);
        } else if (!finding.symbol().isEmpty() && !finding.operation().isEmpty()) {
            put(bySite, Site.of(finding.symbol(), finding.operation()), finding);
        }
        if (!finding.symbol().isEmpty()) {
            put(bySymbol, finding.symbol(), finding);
        }
        int line = finding.line().line();
        if (line > 0 && !finding.line().file().isEmpty()) {
            putAt(byLine, line, finding);
            if (finding.functionStart() > 0) {
                putAt(byOffset, line - finding.functionStart(), finding);
            }
        }
    }

    private static void putAt(Map<Line, List<Finding>> index, int line, Finding finding) {
        String tail = SourcePaths.tail(finding.line().file());
        String name = SourcePaths.baseName(finding.line().file());
        put(index, new Line(tail, line), finding);
        if (!tail.equals(name)) {
            put(index, new Line(ANY_DIRECTORY + name, line), finding);
        }
    }

    private static <K> void put(Map<K, List<Finding>> index, K key, Finding finding) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
    }
}
