package io.deadlockwatch.cli.analysis;

import io.deadlockwatch.core.identity.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The goroutines of one site: those that wait in one function for one thing, by whatever way they came there.
 *
 * @param stacks at least one, worst first
 */
public record SiteView(Site site, List<StackView> stacks) {

    static final Comparator<SiteView> WORST_FIRST = Comparator.comparing(SiteView::standing)
            .reversed()
            .thenComparingLong(view -> -view.goroutines())
            .thenComparing(view -> view.site().toString());

    public SiteView {
        stacks = stacks.stream().sorted(StackView.WORST_FIRST).toList();
    }

    /** The stack that says most about the site. */
    public StackView worst() {
        return stacks.getFirst();
    }

    public Standing standing() {
        return worst().standing();
    }

    /** On all its stacks. */
    public long goroutines() {
        return stacks.stream().mapToLong(stack -> stack.seen().count()).sum();
    }

    /** The wait state of the worst stack, in Go's words. */
    public String state() {
        return worst().seen().stack().state().words();
    }

    /** How many goroutines stand at each {@code file:line}; places that are not known are left out. */
    public Map<String, Long> places() {
        Map<String, Long> places = new TreeMap<>();
        for (StackView stack : stacks) {
            if (!stack.place().isEmpty()) {
                places.merge(stack.place(), stack.seen().count(), Long::sum);
            }
        }
        return places;
    }
}
