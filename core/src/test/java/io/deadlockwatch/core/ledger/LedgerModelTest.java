package io.deadlockwatch.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Random samples against definitions over the whole history, which a naive map keeps. */
class LedgerModelTest {

    private static final int ALPHABET = 12;

    /** With room for everything, each entry is exactly what the history says. */
    @Property(tries = 500)
    void withRoomForAllItSaysWhatTheHistorySays(@ForAll("histories") List<Map<String, Long>> history) {
        Ledger ledger = new Ledger(new LedgerLimits(ALPHABET, Long.MAX_VALUE));
        for (int now = 0; now < history.size(); now++) {
            ledger.record(sightings(history.get(now)), now);

            Map<String, LedgerEntry> entries = byId(ledger);
            for (int id = 0; id < ALPHABET; id++) {
                assertThat(entries.get(name(id))).isEqualTo(expected(history, now, name(id)));
            }
        }
        assertThat(ledger.evicted() + ledger.turnedAway()).isZero();
    }

    /** With too little room, what is held is exact since it was admitted, and what is not held is counted. */
    @Property(tries = 500)
    void withLittleRoomNothingIsLostSilently(
            @ForAll("histories") List<Map<String, Long>> history, @ForAll @IntRange(min = 1, max = 6) int capacity) {
        Ledger ledger = new Ledger(new LedgerLimits(capacity, Long.MAX_VALUE));
        Set<String> held = new HashSet<>();
        long admitted = 0;
        for (int now = 0; now < history.size(); now++) {
            long turnedAway = ledger.turnedAway();
            long refused = 0;
            long goroutines = 0;

            ledger.record(sightings(history.get(now)), now);

            Map<String, LedgerEntry> entries = byId(ledger);
            assertThat(entries.size()).isLessThanOrEqualTo(capacity);
            Set<String> shown = history.get(now).keySet();
            for (String id : shown) {
                LedgerEntry entry = entries.get(id);
                if (entry == null) {
                    refused++;
                    goroutines += history.get(now).getOrDefault(id, 0L);
                    assertThat(held).doesNotContain(id);
                } else if (held.contains(id)) {
                    assertThat(entry).isEqualTo(expected(history, now, id, entry.firstSeenNanos()));
                }
            }
            assertThat(ledger.turnedAway()).isEqualTo(turnedAway + refused);
            assertThat(ledger.other()).isEqualTo(new Other(refused, goroutines));
            assertThat(total(entries.values()) + goroutines)
                    .as("every goroutine is in an entry or in other")
                    .isEqualTo(
                            history.get(now).values().stream().mapToLong(n -> n).sum());
            for (int i = 0; i < ALPHABET; i++) {
                assertThat(ledger.idOf(stack(name(i)))).isEqualTo(entries.containsKey(name(i)) ? name(i) : null);
            }
            for (String id : entries.keySet()) {
                admitted += held.contains(id) ? 0 : 1;
                assertThat(entries.get(id).isGone()).isEqualTo(!shown.contains(id));
            }
            held = new HashSet<>(entries.keySet());
            assertThat(admitted).isEqualTo(held.size() + ledger.evicted());
        }
    }

    @Provide
    Arbitrary<List<Map<String, Long>>> histories() {
        Arbitrary<Map<String, Long>> sample = Combinators.combine(
                        Arbitraries.integers().between(0, ALPHABET - 1).set().ofMaxSize(ALPHABET),
                        Arbitraries.randoms())
                .as((ids, random) -> {
                    Map<String, Long> counts = new LinkedHashMap<>();
                    ids.forEach(id -> counts.put(name(id), 1L + random.nextInt(5)));
                    return counts;
                });
        return sample.list().ofMaxSize(12);
    }

    private static LedgerEntry expected(List<Map<String, Long>> history, int now, String id, long from) {
        long min = Long.MAX_VALUE;
        for (int i = (int) from; i <= now; i++) {
            assertThat(history.get(i)).containsKey(id);
            min = Math.min(min, history.get(i).getOrDefault(id, 0L));
        }
        long count = history.get(now).getOrDefault(id, 0L);
        long recentMin = count;
        int samples = now - (int) from + 1;
        for (int i = now; i > now - Math.min(4, samples / 2); i--) {
            recentMin = Math.min(recentMin, history.get(i).getOrDefault(id, 0L));
        }
        return new LedgerEntry(id, stack(id), count, min, recentMin, from, now);
    }

    private static @Nullable LedgerEntry expected(List<Map<String, Long>> history, int now, String id) {
        int last = now;
        while (last >= 0 && !history.get(last).containsKey(id)) {
            last--;
        }
        if (last < 0) {
            return null;
        }
        int first = last;
        while (first > 0 && history.get(first - 1).containsKey(id)) {
            first--;
        }
        return last < now ? new LedgerEntry(id, stack(id), 0, 0, 0, first, last) : expected(history, now, id, first);
    }

    private static List<Sighting> sightings(Map<String, Long> sample) {
        List<Sighting> sightings = new ArrayList<>();
        sample.forEach((id, count) -> sightings.add(new Sighting(id, stack(id), count)));
        return sightings;
    }

    private static Map<String, LedgerEntry> byId(Ledger ledger) {
        Map<String, LedgerEntry> entries = new LinkedHashMap<>();
        ledger.entries().forEach(entry -> entries.put(entry.id(), entry));
        return entries;
    }

    private static long total(Collection<LedgerEntry> entries) {
        return entries.stream().mapToLong(LedgerEntry::count).sum();
    }

    private static String name(int id) {
        return "s" + id;
    }

    private static Stack stack(String function) {
        return new Stack(KnownState.CHAN_SEND, List.of(new Frame(function, "", 0, 0)));
    }
}
