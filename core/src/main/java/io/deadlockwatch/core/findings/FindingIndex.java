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

    private record Line(String baseName, int line) {}

    private final Map<String, List<Finding>> bySite = new HashMap<>();
    private final Map<String, List<Finding>> bySymbol = new HashMap<>();
    private final Map<Line, List<Finding>> byLine = new HashMap<>();
    private final Map<Line, List<Finding>> byOffset = new HashMap<>();
    private final int size;

    private FindingIndex(FindingSet set) {
        size = set.findings().size();
        for (Finding finding : set.findings()) {
            add(finding);
        }
    }

    public static FindingIndex of(FindingSet set) {
        return new FindingIndex(set);
    }

    /** How many findings there are. */
    public int size() {
        return size;
    }

    /** The findings of this site, also where the tool gave function and operation instead. */
    public List<Finding> bySite(Site site) {
        return bySite.getOrDefault(site.toString(), List.of());
    }

    /** The findings in the function with this symbol. */
    public List<Finding> bySymbol(String symbol) {
        return bySymbol.getOrDefault(symbol, List.of());
    }

    /** The findings at this line of a file of this name, in whatever directory. */
    public List<Finding> byLine(String file, int line) {
        return byLine.getOrDefault(new Line(SourcePaths.baseName(file), line), List.of());
    }

    /** The findings so many lines below the start of their function, in a file of this name, in whatever directory. */
    public List<Finding> byOffset(String file, int offset) {
        return byOffset.getOrDefault(new Line(SourcePaths.baseName(file), offset), List.of());
    }

    private void add(Finding finding) {
        if (!finding.site().isEmpty()) {
            put(bySite, finding.site(), finding);
        } else if (!finding.symbol().isEmpty() && !finding.operation().isEmpty()) {
            put(bySite, Site.of(finding.symbol(), finding.operation()).toString(), finding);
        }
        if (!finding.symbol().isEmpty()) {
            put(bySymbol, finding.symbol(), finding);
        }
        int line = finding.line().line();
        if (line > 0 && !finding.line().file().isEmpty()) {
            String baseName = SourcePaths.baseName(finding.line().file());
            put(byLine, new Line(baseName, line), finding);
            if (finding.functionStart() > 0) {
                put(byOffset, new Line(baseName, line - finding.functionStart()), finding);
            }
        }
    }

    private static <K> void put(Map<K, List<Finding>> index, K key, Finding finding) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
    }
}
