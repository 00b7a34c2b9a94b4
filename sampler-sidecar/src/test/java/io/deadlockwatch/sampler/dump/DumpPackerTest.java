package io.deadlockwatch.sampler.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DumpPackerTest {

    private static final int ROOM = 256 << 10;

    @Test
    void aDumpThatFitsIsPackedWhole() throws IOException {
        String dump = goroutine(1, "running", "main.dump") + goroutine(2, "chan send, 3 minutes", "main.leak");

        PackedDump packed = pack(dump, ROOM);

        assertThat(packed.partial()).isFalse();
        assertThat(Unpacked.text(packed)).isEqualTo(dump);
    }

    @Test
    void ofOneThatDoesNotFitLockWaitersComeFirstAndThoseWhoRunAreLeftOut() throws IOException {
        StringBuilder dump = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            dump.append(goroutine(10 + i, "running", "main.busy" + noise(random, 20)));
        }
        dump.append(goroutine(3, "chan receive (leaked)", "main.parked"))
                .append(goroutine(4, "sync.Mutex.Lock, 2 minutes", "main.locks"))
                .append(goroutine(5, "semacquire", "main.older"))
                .append(goroutine(6, "IO wait", "main.reads"));

        PackedDump packed = pack(dump.toString(), ROOM);

        assertThat(packed.partial()).isTrue();
        assertThat(packed.size()).isLessThanOrEqualTo(ROOM);
        assertThat(Unpacked.text(packed))
                .isEqualTo(goroutine(4, "sync.Mutex.Lock, 2 minutes", "main.locks")
                        + goroutine(5, "semacquire", "main.older")
                        + goroutine(3, "chan receive (leaked)", "main.parked"));
    }

    @Test
    void howeverMuchComesNoMoreThanTheRoomIsTakenAndGoroutinesStayWhole() throws IOException {
        StringBuilder dump = new StringBuilder();
        Random random = new Random(2);
        for (int i = 0; i < 8_000; i++) {
            String state = i % 2 == 0 ? "sync.RWMutex.RLock" : "select";
            dump.append(goroutine(10 + i, state, "main.f" + noise(random, 8)));
        }

        PackedDump packed = pack(dump.toString(), ROOM);

        assertThat(packed.partial()).isTrue();
        assertThat(packed.size()).isBetween(ROOM / 8, ROOM);
        Snapshot kept = new GoroutineDumpReader()
                .readSnapshot(new ByteArrayInputStream(Unpacked.text(packed).getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(kept.problems()).isEmpty();
        assertThat(kept.goroutines()).isBetween(500L, 7_999L);
    }

    @Test
    void aGoroutineLongerThanAnyGoPrintsIsLeftOutAndTheNextIsNot() throws IOException {
        StringBuilder dump = new StringBuilder(goroutine(2, "chan send", "main.x" + "y".repeat(100_000)));
        Random random = new Random(3);
        for (int i = 0; i < 60_000; i++) {
            dump.append("goroutine 9 [running]:\nmain.")
                    .append(random.nextLong())
                    .append("()\n\n");
        }
        dump.append(goroutine(3, "chan send", "main.short"));

        assertThat(Unpacked.text(pack(dump.toString(), ROOM))).isEqualTo(goroutine(3, "chan send", "main.short"));
    }

    @Test
    void textThatIsNoDumpPassesThrough() throws IOException {
        assertThat(Unpacked.text(pack("no goroutine here", ROOM))).isEqualTo("no goroutine here");
        assertThat(Unpacked.text(pack("", ROOM))).isEmpty();
    }

    private static PackedDump pack(String dump, int room) throws IOException {
        InputStream text = new ByteArrayInputStream(dump.getBytes(StandardCharsets.ISO_8859_1));
        try (DumpPacker packer = new DumpPacker(text, room)) {
            int first = packer.read();
            String rest = new String(packer.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(first < 0 ? rest : (char) first + rest).isEqualTo(dump);
            return packer.packed();
        }
    }

    private static String noise(Random random, int longs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < longs; i++) {
            text.append(Long.toHexString(random.nextLong()));
        }
        return text.toString();
    }

    private static String goroutine(long id, String state, String function) {
        return "goroutine " + id + " [" + state + "]:\n" + function + "(0x1)\n\t/src/main.go:42 +0x1d\n\n";
    }
}
