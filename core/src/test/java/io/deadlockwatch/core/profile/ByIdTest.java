package io.deadlockwatch.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ByIdTest {

    @Property
    void isAMapWhateverTheNumbersAre(@ForAll("numbers") List<Long> numbers) {
        ById<Integer> things = new ById<>();
        Map<Long, Integer> naive = new HashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            long id = numbers.get(i);
            if (i % 3 == 0) {
                things.put(id, i);
                naive.put(id, i);
            } else {
                assertThat(things.putIfAbsent(id, i)).isEqualTo(naive.putIfAbsent(id, i) == null);
            }
            assertThat(things.size()).isEqualTo(naive.size());
        }

        assertThat(numbers).allSatisfy(id -> assertThat(things.get(id)).isEqualTo(naive.get(id)));
        assertThat(things.get(77)).isEqualTo(naive.get(77L));
    }

    @Provide
    Arbitrary<List<Long>> numbers() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 200),
                        Arbitraries.longs().between(0, 10_000),
                        Arbitraries.longs(),
                        Arbitraries.of(Long.MIN_VALUE, -1L, Integer.MAX_VALUE + 1L, Long.MAX_VALUE))
                .list()
                .ofMaxSize(300);
    }
}
