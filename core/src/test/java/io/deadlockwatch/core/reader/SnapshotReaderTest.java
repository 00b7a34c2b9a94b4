package io.deadlockwatch.core.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.SnapshotException;
import io.deadlockwatch.core.testkit.Fixtures;
import io.deadlockwatch.core.testkit.ProfileWriter;
import io.deadlockwatch.core.testkit.Stacks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotReaderTest {

    @ParameterizedTest
    @CsvSource({
        "go-versions/1.27.4/debug0.pb.gz, GOROUTINE, 46, true",
        "go-versions/1.27.4/debug1.txt.gz, GOROUTINE, 46, true",
        "go-versions/1.27.4/debug2.txt.gz, GOROUTINE, 46, true",
        "go-versions/1.27.4/leak0.pb.gz, GOROUTINE_LEAK, 35, false",
        "go-versions/1.27.4/leak1.txt.gz, GOROUTINE_LEAK, 35, false",
        "go-versions/1.27.4/leak2.txt.gz, GOROUTINE, 44, true",
        "odd/sigquit_all.txt, GOROUTINE, 11, false",
        "odd/fatal_deadlock.txt, GOROUTINE, 4, false",
        "odd/reflect.pb.gz, GOROUTINE, 6, true"
    })
    void everyFormIsFoundOut(String path, ProfileType type, long goroutines, boolean fetcher) throws IOException {
        Snapshot snapshot = new SnapshotReader().read(Fixtures.open("snapshots/" + path));

        assertThat(snapshot.type()).isEqualTo(type);
        assertThat(snapshot.goroutines()).isEqualTo(goroutines);
        assertThat(snapshot.fetcherSeen()).isEqualTo(fetcher);
        assertThat(snapshot.truncated()).isFalse();
        assertThat(snapshot.problems()).isEmpty();
    }

    @Test
    void aProfileNeedNotBeCompressed() throws IOException {
        byte[] plain = new ProfileWriter().sample(1, "", Stacks.fetcher()).plain();

        assertThat(read(plain).fetcherSeen()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | not a goroutine snapshot: the input is empty",
                "<!DOCTYPE html><html> | not a goroutine snapshot but an HTML page: it starts with \"<!DOCTYPE html><html>\"",
                "Unknown profile | no goroutine in 15 bytes",
                "goroutine profile: total x | not a text profile: no number of goroutines in its first line"
            })
    void whatIsNoneIsRefusedInClearWords(String text, String words) {
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
                .withMessage(words);
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> read(ProfileWriter.gzip(text.getBytes(StandardCharsets.UTF_8))))
                .withMessage(words);
    }

    @Test
    void aDamagedBeginningIsRefused() {
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> read(new byte[] {0x1F, (byte) 0x8B, 8}))
                .withMessageStartingWith("damaged gzip header");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> read(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7}))
                .withMessageStartingWith("damaged gzip stream at its beginning");
    }

    private static Snapshot read(byte[] bytes) throws IOException {
        return new SnapshotReader().read(new ByteArrayInputStream(bytes));
    }
}
