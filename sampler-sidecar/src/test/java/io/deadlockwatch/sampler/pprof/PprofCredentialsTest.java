package io.deadlockwatch.sampler.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PprofCredentialsTest {

    private Path folder;

    @BeforeEach
    void folder(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void anEntryHasFilesOfItsOwn() throws IOException {
        write("shop.pprof.token", "secret-1");
        write("bank.pprof.token", "secret-2");
        write("token", "nobody's");

        assertThat(entry("shop", "pprof").header()).isEqualTo("\r\nAuthorization: Bearer secret-1");
        assertThat(entry("bank", "pprof").header()).isEqualTo("\r\nAuthorization: Bearer secret-2");
        assertThat(entry("other", "pprof").header()).isEmpty();
        assertThat(entry("shop", "").header()).as("none named").isEmpty();
    }

    /** Whatever a pod's annotation says, it names an entry of the pod's own namespace. */
    @ParameterizedTest
    @ValueSource(strings = {"../shop.pprof", "/etc/passwd", "a/b", "a b", "ä", "A"})
    void namesThatAreNone(String name) {
        assertThatThrownBy(() -> entry("mallory", name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "../a"})
    void namespacesThatAreNone(String namespace) {
        assertThatThrownBy(() -> entry(namespace, "pprof")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatChangesIsReadAnew() throws IOException {
        write("shop.pprof.token", "old");
        PprofCredentials credentials = entry("shop", "pprof");
        assertThat(credentials.header()).endsWith("old");

        write("shop.pprof.token", "new");

        assertThat(credentials.header()).endsWith("new");
    }

    @Test
    void authoritiesAreItsOwnOrThoseForAll() throws IOException {
        write("ca.crt", "common");
        assertThat(entry("shop", "pprof").authorities()).isEqualTo("common");
        assertThat(entry("shop", "").authorities()).isEqualTo("common");

        write("shop.pprof.ca.crt", "own");

        assertThat(entry("shop", "pprof").authorities()).isEqualTo("own");
        assertThat(entry("shop", "other").authorities()).isEqualTo("common");
        assertThat(PprofCredentials.NONE.authorities()).isEmpty();
    }

    @Test
    void furtherHeadersStandBesideTheToken() throws IOException {
        write("token", "t");
        write("headers", "X-Debug: yes\n\n  X-Team: shop orders \r\n");

        assertThat(PprofCredentials.in(folder).header())
                .isEqualTo("\r\nAuthorization: Bearer t\r\nX-Debug: yes\r\nX-Team: shop orders");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: elsewhere             | Host is the sampler's own to say",
                "Transfer-Encoding: chunked  | Transfer-Encoding is the sampler's own to say",
                "no header                   | number 1 is no header NAME: VALUE",
                "A B: c                      | number 1 is no header NAME: VALUE",
                "X: a\u0001b                 | number 1 is no header NAME: VALUE",
            })
    void headersThatAreNone(String line, String problem) throws IOException {
        write("headers", line);

        assertThatThrownBy(() -> PprofCredentials.in(folder).header())
                .isInstanceOf(PprofException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void whatIsSecretIsNotInTheError() throws IOException {
        write("headers", "secret value without a colon");

        assertThatThrownBy(() -> PprofCredentials.in(folder).header()).message().doesNotContain("secret value");
    }

    @Test
    void tooManyHeaders() throws IOException {
        write("headers", "X: y\n".repeat(17));

        assertThatThrownBy(() -> PprofCredentials.in(folder).header()).hasMessageContaining("are more than 16");
    }

    @Test
    void aFileThatCannotBeReadIsNoFaultOfTheTarget() throws IOException {
        Files.createDirectory(folder.resolve("token"));

        assertThatThrownBy(() -> PprofCredentials.in(folder).header())
                .isInstanceOfSatisfying(
                        PprofException.class, e -> assertThat(e.isCut()).isFalse())
                .hasMessageContaining("cannot be read");
    }

    private PprofCredentials entry(String namespace, String name) {
        return PprofCredentials.entry(folder, namespace, name);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
