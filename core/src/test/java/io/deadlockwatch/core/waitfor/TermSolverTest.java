package io.deadlockwatch.core.waitfor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TermSolverTest {

    private final TermSolver solver = new TermSolver();

    @Test
    void equalityKeepsDistances() {
        Term a = solver.unknown();
        Term b = solver.unknown();

        solver.equate(a.plus(8), b);

        assertThat(solver.find(a.plus(24))).isEqualTo(solver.find(b.plus(16)));
        assertThat(solver.find(a)).isNotEqualTo(solver.find(b));
    }

    @Test
    void anAddressReachesAllThatIsEqual() {
        Term a = solver.unknown();
        Term b = solver.unknown();
        solver.equate(a.plus(8), b);

        solver.equate(b, Term.address(0xc000010));

        assertThat(solver.find(a)).isEqualTo(Term.address(0xc000008));
    }

    @Test
    void loadsFromEqualAddressesAreEqualWhicheverCameFirst() {
        Term a = solver.unknown();
        Term b = solver.unknown();
        Term before = solver.load(a.plus(16));

        solver.equate(a, b.plus(8));

        assertThat(solver.find(solver.load(b.plus(24)))).isEqualTo(solver.find(before));
    }

    @Test
    void loadsOfLoadsFollow() {
        Term a = solver.unknown();
        Term b = solver.unknown();
        Term deepA = solver.load(solver.load(a).plus(8));
        Term deepB = solver.load(solver.load(b).plus(8));

        solver.equate(a, b);

        assertThat(solver.find(deepA)).isEqualTo(solver.find(deepB));
    }

    @Test
    void twoAddressesForOneTermAreAContradiction() {
        Term a = solver.unknown();
        solver.equate(a, Term.address(16));

        solver.equate(a, Term.address(24));

        assertThat(solver.isContradicted()).isTrue();
    }

    @Test
    void aTermAtADistanceFromItselfIsAContradiction() {
        Term a = solver.unknown();
        Term b = solver.unknown();
        solver.equate(a, b.plus(8));
        assertThat(solver.isContradicted()).isFalse();

        solver.equate(b, a);

        assertThat(solver.isContradicted()).isTrue();
    }

    @Test
    void aLongChainNeedsNoDeepStack() {
        Term first = solver.unknown();
        Term last = first;
        for (int i = 0; i < 200_000; i++) {
            Term next = solver.unknown();
            solver.equate(last.plus(1), next);
            last = next;
        }

        solver.equate(first, Term.address(1_000_000));

        assertThat(solver.find(last)).isEqualTo(Term.address(1_200_000));
    }

    /**
     * A memory is drawn: what each of a few variables is, and which pointer is stored at each address. Equations are drawn that hold in it. Then the solver must not
     * call them contradictory, and whatever it holds for equal must be equal in that memory.
     */
    @Property(tries = 2_000)
    void whatItDerivesFromTrueEquationsIsTrue(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int equations) {
        Random random = new Random(seed);
        Memory memory = new Memory(random);
        TermSolver solver = new TermSolver();
        List<Term> terms = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < Memory.VARIABLES; i++) {
            terms.add(solver.unknown());
            values.add(memory.variable(i));
        }
        for (int i = 0; i < equations; i++) {
            int at = random.nextInt(terms.size());
            int by = random.nextInt(Memory.SIZE);
            if (random.nextBoolean()) {
                int address = (values.get(at) + by) % Memory.SIZE;
                terms.add(solver.load(terms.get(at).plus(address - values.get(at))));
                values.add(memory.at(address));
            }
            int a = random.nextInt(terms.size());
            int b = random.nextInt(terms.size() + 1);
            if (b == terms.size()) {
                solver.equate(terms.get(a), Term.address(values.get(a)));
            } else {
                solver.equate(terms.get(a), terms.get(b).plus(values.get(a) - values.get(b)));
            }
        }

        assertThat(solver.isContradicted()).isFalse();
        for (int a = 0; a < terms.size(); a++) {
            Term canonical = solver.find(terms.get(a));
            if (canonical.isAddress()) {
                assertThat(canonical.offset()).isEqualTo((int) values.get(a));
            }
            for (int b = 0; b < a; b++) {
                if (solver.find(terms.get(b)).node() == canonical.node()) {
                    assertThat(canonical.offset() - solver.find(terms.get(b)).offset())
                            .isEqualTo((long) values.get(a) - values.get(b));
                }
            }
        }
    }

    /** Completeness: with equations between variables only, equality is that of the naive closure. */
    @Property(tries = 1_000)
    void itFindsAllThatFollowsFromEquationsWithoutLoads(@ForAll long seed) {
        Random random = new Random(seed);
        int n = 8;
        TermSolver solver = new TermSolver();
        Term[] terms = new Term[n];
        Long[][] apart = new Long[n][n];
        for (int i = 0; i < n; i++) {
            terms[i] = solver.unknown();
            apart[i][i] = 0L;
        }
        int[] values = random.ints(n, 0, 50).toArray();
        for (int i = 0; i < 6; i++) {
            int a = random.nextInt(n);
            int b = random.nextInt(n);
            solver.equate(terms[a], terms[b].plus(values[a] - values[b]));
            apart[a][b] = (long) values[a] - values[b];
            apart[b][a] = -apart[a][b];
        }
        for (int via = 0; via < n; via++) {
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    if (apart[a][b] == null && apart[a][via] != null && apart[via][b] != null) {
                        apart[a][b] = apart[a][via] + apart[via][b];
                    }
                }
            }
        }
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                boolean known =
                        solver.find(terms[a]).node() == solver.find(terms[b]).node();
                assertThat(known).isEqualTo(apart[a][b] != null);
            }
        }
    }

    /** A few variables and what is stored where. */
    private static final class Memory {
        static final int SIZE = 16;
        static final int VARIABLES = 5;
        private final int[] variables;
        private final int[] stored;

        Memory(Random random) {
            variables = random.ints(VARIABLES, 0, SIZE).toArray();
            stored = random.ints(SIZE, 0, SIZE).toArray();
        }

        int variable(int index) {
            return variables[index];
        }

        int at(int address) {
            return stored[address];
        }
    }
}
