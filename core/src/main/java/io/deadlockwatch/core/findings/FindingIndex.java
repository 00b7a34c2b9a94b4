package io.deadlockwatch.core.findings;

import io.deadlockwatch.core.identity.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings of a set, to be found by where goroutines stand. Each answer is in the set's order. */
public final class FindingIndex {

    /** No findings. */
    public static final FindingIndex EMPTY = of(new FindingSet("", List.of(), 0, List.of()));

    private record Maps(
            Map<Site, List<Finding>> bySite, Map<String, List<Finding>> bySymbol, Map<String, FileFindings> byFile) {}

    private final FindingSet set;
    private final boolean ofThisVersion;
    private final Map<Site, List<Finding>> bySite;
    private final Map<String, List<Finding>> bySymbol;
    private final Map<String, FileFindings> byFile;

    private FindingIndex(FindingSet set, boolean ofThisVersion, Maps maps) {
        this.set = set;
        this.ofThisVersion = ofThisVersion;
        this.bySite = maps.bySite;
        this.bySymbol = maps.bySymbol;
        this.byFile = maps.byFile;
    }

    /** An index of findings that are for the version they are held against. */
    public static FindingIndex of(FindingSet set) {
        FindingIndex index = new FindingIndex(set, true, new Maps(new HashMap<>(), new HashMap<>(), new HashMap<>()));
        for (Finding finding : set.findings()) {
            index.add(finding);
        }
        return index;
    }

    /** The same findings, held against another version than they are for: they may explain what is seen, but never confirm it. Costs nothing. */
    public FindingIndex forAnotherVersion() {
        return new FindingIndex(set, false, new Maps(bySite, bySymbol, byFile));
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

    /** What is found in files of the same name as this one; empty for most files, which costs one look-up. */
    public Optional<FileFindings> inFile(String file) {
        return Optional.ofNullable(byFile.get(SourcePaths.baseName(file)));
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
            byFile.computeIfAbsent(SourcePaths.baseName(finding.line().file()), name -> new FileFindings())
                    .add(finding);
        }
    }

    private static <K> void put(Map<K, List<Finding>> index, K key, Finding finding) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
    }
}
