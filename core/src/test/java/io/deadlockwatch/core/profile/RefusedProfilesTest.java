package io.deadlockwatch.core.profile;

import static io.deadlockwatch.core.testkit.Stacks.fetcher;
import static io.deadlockwatch.core.testkit.Stacks.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.deadlockwatch.core.testkit.ProfileWriter;
import io.deadlockwatch.core.testkit.ProtoWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no profile, a damaged one or too large a one is refused, and the refusal says why. */
class RefusedProfilesTest {

    private static final byte[] GOOD = new ProfileWriter()
            .sample(1, "", fetcher())
            .sample(3, "", sending("main.work", "main.main"))
            .plain();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><body>index</body></html> | but an HTML page: it starts with \"<html>",
                "goroutine profile: total 46 | but a text profile (ask for debug=0): it starts",
                "goroutine 1 [running]: main.main() | but a text profile",
                "Unknown profile | but text: it starts with \"Unknown profile\"",
                "{\"error\":\"unauthorised\"} | but text: it starts with"
            })
    void textIsNamedAsSuch(String body, String words) {
        refused(body.getBytes(StandardCharsets.UTF_8))
                .withMessageStartingWith("not a protobuf profile ")
                .withMessageContaining(words);
    }

    @Test
    void anEmptyBodyIsNamedAsSuch() {
        refused(new byte[0]).withMessage("not a protobuf profile: the input is empty");
        refused(ProfileWriter.gzip(new byte[0])).withMessage("not a protobuf profile: the input is empty");
    }

    @Test
    void gzippedTextIsTextToo() {
        refused(ProfileWriter.gzip("<html><head><title>x</title>".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("but an HTML page");
    }

    @Test
    void aProfileOfAnotherKindIsRefused() {
        refused(new ProfileWriter("inuse_space").plain())
                .withMessage("not a goroutine profile: its samples count inuse_space");
        refused(new ProfileWriter()
                        .field(1, new ProtoWriter().number(1, 0).number(2, 0))
                        .plain())
                .withMessage("not a goroutine profile: it has more than one value a sample");
        refused(new ProtoWriter().text(6, "").number(9, 1).bytes())
                .withMessage("not a goroutine profile: its samples count nothing it names");
    }

    @Test
    void everyTruncationOfAGzippedProfileIsRefused() {
        byte[] whole = ProfileWriter.gzip(GOOD);
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void aTruncatedPlainProfileNamesTheByte() {
        refused(Arrays.copyOf(GOOD, 30)).withMessage("malformed profile at byte 30: it ends in the middle of a field");
    }

    @Test
    void aChangedByteInAGzippedProfileIsFoundByItsChecksum() {
        byte[] damaged = ProfileWriter.gzip(GOOD);
        damaged[damaged.length - 6] ^= 1;

        refused(damaged).withMessageContaining("damaged gzip stream after " + GOOD.length + " bytes of profile");
    }

    @Test
    void malformedFieldsAreRefusedWithTheirPlace() {
        refused(new ProtoWriter().raw(0x0A, 0x04, 0x00, 0x00, 0x00, 0x00).bytes())
                .withMessage("malformed profile at byte 2: no field has key 0");
        refused(new ProtoWriter().raw(0x0A, 0x7F, 0x08, 0x01).bytes())
                .withMessageStartingWith("malformed profile at byte 4");
        refused(new ProtoWriter().raw(0x12, 0x03, 0x0A, 0x09, 0x01).bytes())
                .withMessage("malformed profile at byte 3: field of 9 bytes in a message with 1 bytes left");
        refused(new ProtoWriter().raw(0x12, 0x01, 0x08, 0x01).bytes())
                .withMessage("malformed profile at byte 3: number reaches beyond its message");
        refused(new ProtoWriter().raw(0x10, 0x01).bytes())
                .withMessage("malformed profile at byte 0: field 2 has wire type 0");
        refused(new ProtoWriter().raw(0x73, 0x01).bytes())
                .withMessage("malformed profile at byte 1: unknown wire type 3");
        refused(new ProtoWriter()
                        .raw(0x48, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)
                        .bytes())
                .withMessage("malformed profile at byte 1: number of more than 10 bytes");
        refused(new ProtoWriter()
                        .raw(0x12, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)
                        .bytes())
                .withMessageContaining("field of 18446744073709551615 bytes");
    }

    @Test
    void aProfileThatEndsBeforeItsStringsIsRefused() {
        refused(new ProtoWriter().message(1, new ProtoWriter().number(1, 1)).bytes())
                .withMessage("malformed profile at byte 4: it ends before the string table");
    }

    @Test
    void aStringTableThatIsNotLastIsRefused() {
        refused(new ProtoWriter().text(6, "").message(2, new ProtoWriter()).bytes())
                .withMessage("malformed profile at byte 2: the string table is not last, where Go writes it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100 | 9 | 9 | 99 | 99 | 9999 | bytes, limit maxBytes is 100",
                "9999 | 1 | 9 | 99 | 99 | 9999 | profile has 2 or more samples, limit maxSamples is 1",
                "9999 | 9 | 1 | 99 | 99 | 9999 | profile has 2 or more different stacks, limit maxStacks is 1",
                "9999 | 9 | 9 | 4 | 99 | 9999 | profile has 5 or more locations, limit maxLocations is 4",
                "9999 | 9 | 9 | 99 | 4 | 9999 | profile has 5 or more functions, limit maxFunctions is 4",
                "9999 | 9 | 9 | 99 | 99 | 50 | bytes of names, limit maxStringBytes is 50"
            })
    void everyLimitIsNamedWithItsValue(
            long bytes, int samples, int stacks, int locations, int functions, long strings, String words) {
        ProfileLimits limits = new ProfileLimits(bytes, samples, stacks, locations, functions, strings, 160, 1_024);

        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> new GoroutineProfileReader(limits).read(new ByteArrayInputStream(GOOD)))
                .withMessageContaining(words);
    }

    @Test
    void moreFunctionsInlinedAtOnePlaceThanAStackMayHaveAreRefused() {
        ProtoWriter location = new ProtoWriter().number(1, 1);
        for (int i = 0; i < 200; i++) {
            location.message(4, new ProtoWriter().number(1, 1));
        }

        refused(new ProfileWriter().field(4, location).plain())
                .withMessage("profile has 161 or more functions inlined at one location, limit maxFrames is 160");
    }

    @Test
    void aGzipBombStopsAtTheLimit() {
        byte[] bomb = ProfileWriter.gzip(
                new ProtoWriter().bytes(13, new byte[80 << 20]).bytes());
        assertThat(bomb.length).isLessThan(1 << 20);

        refused(bomb).withMessageContaining("limit maxBytes is 67108864");
    }

    @Test
    void anErrorOfTheConnectionStaysWhatItIs() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };

        assertThatIOException()
                .isThrownBy(() -> new GoroutineProfileReader().read(broken))
                .isExactlyInstanceOf(IOException.class)
                .withMessage("connection reset");
    }

    private static ThrowableAssertAlternative<ProfileException> refused(byte[] body) {
        return assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> new GoroutineProfileReader().read(new ByteArrayInputStream(body)));
    }
}
