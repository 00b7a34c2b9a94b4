package io.deadlockwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PprofUrlTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:6060, http://127.0.0.1:6060/debug/pprof",
        "localhost:6060, http://localhost:6060/debug/pprof",
        "http://shop, http://shop:80/debug/pprof",
        "http://shop:6060/, http://shop:6060/debug/pprof",
        "http://shop:6060/debug/pprof/, http://shop:6060/debug/pprof",
        "http://shop:6060/debug/pprof/goroutine, http://shop:6060/debug/pprof",
        "http://shop:6060/debug/pprof/goroutine?debug=1, http://shop:6060/debug/pprof",
        "http://shop:6060/debug/pprof/goroutineleak, http://shop:6060/debug/pprof",
        "http://shop:6060/admin/prof, http://shop:6060/admin/prof",
        "http://[::1]:6060, http://[::1]:6060/debug/pprof"
    })
    void peopleWriteItInManyWays(String written, String meant) {
        assertThat(PprofUrl.parse(written)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "http://", "ftp://shop", "http://shop:0", "http://shop:70000", "a b", "http://u:p@shop"})
    void otherThingsAreRefused(String written) {
        assertThatThrownBy(() -> PprofUrl.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(written);
    }

    @Test
    void whoHasTlsIsToldWhatToDo() {
        assertThatThrownBy(() -> PprofUrl.parse("https://shop")).hasMessageContaining("port-forward");
    }
}
