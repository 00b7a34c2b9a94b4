package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.operator.testing.Given;
import org.junit.jupiter.api.Test;

class RecentDumpsTest {

    private final RecentDumps dumps = new RecentDumps(1_000);

    @Test
    void theLastTwoOfAPodAreKeptTheOlderFirst() {
        StoredDump second = put("p", 1, 100);
        StoredDump third = put("p", 1, 100);
        StoredDump fourth = put("p", 1, 100);

        assertThat(dumps.of("uid-p")).containsExactly(third, fourth).doesNotContain(second);
        assertThat(dumps.of("uid-q")).isEmpty();
        assertThat(dumps.bytes()).isEqualTo(200);
    }

    @Test
    void dumpsOfTwoProcessesAreNotJoined() {
        put("p", 1, 100);
        StoredDump restarted = put("p", 2, 100);

        assertThat(dumps.of("uid-p")).containsExactly(restarted);
        assertThat(dumps.bytes()).isEqualTo(100);
    }

    @Test
    void podsWhoseDumpsAreOldestMakeRoom() {
        put("p", 1, 400);
        put("q", 1, 400);
        put("r", 1, 400);

        assertThat(dumps.of("uid-p")).isEmpty();
        assertThat(dumps.of("uid-q")).hasSize(1);
        assertThat(dumps.of("uid-r")).hasSize(1);
        assertThat(dumps.bytes()).isEqualTo(800);
    }

    private StoredDump put(String pod, long incarnation, int size) {
        DumpHeader header =
                new DumpHeader(new PodRef("shop", pod, "uid-" + pod), "00000000000000aa", incarnation, "", 1, false);
        StoredDump dump = new StoredDump(header, Given.NOW, new byte[size]);
        dumps.dumped(Given.watch(), Given.pod(pod), dump);
        return dump;
    }
}
