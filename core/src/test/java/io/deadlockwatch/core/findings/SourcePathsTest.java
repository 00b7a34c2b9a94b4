package io.deadlockwatch.core.findings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePathsTest {

    @ParameterizedTest
    @CsvSource({
        "stock/store.go, stock/store.go",
        "./stock/./store.go, stock/store.go",
        "a/../stock//store.go, stock/store.go",
        "../stock/store.go, stock/store.go",
        "stock%20room/%C3%A9t%c3%a9.go, stock room/été.go",
        "100%/x.go, 100%/x.go",
        "stock\\store.go, stock/store.go",
        "C:\\build\\stock\\store.go, C:/build/stock/store.go",
        "file:///C:/build/stock/store.go, C:/build/stock/store.go",
        "file:///c%3A/build/store.go, c:/build/store.go",
        "file:///build/stock/store.go, /build/stock/store.go",
        "FILE://host/build/store.go, /build/store.go",
        "file:/build/store.go, /build/store.go",
        "%SRCROOT%/stock/store.go, stock/store.go",
        "%SRCROOT%stock/store.go, stock/store.go",
        "'', ''"
    })
    void urisBecomePaths(String uri, String path) {
        assertThat(SourcePaths.ofUri(uri)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/src/shop/stock/store.go, stock/store.go, 2",
        "example.com/shop@v1.2.0/stock/store.go, stock/store.go, 2",
        "C:/src/stock/store.go, stock\\store.go, 2",
        "/src/cart/store.go, stock/store.go, 1",
        "/src/main.go, main.go, 1",
        "/src/domain.go, main.go, 0",
        "store.go, '', 0"
    })
    void pathsAgreeFromTheirEnds(String one, String other, int common) {
        assertThat(SourcePaths.commonElements(one, other)).isEqualTo(common);
        assertThat(SourcePaths.commonElements(other, one)).isEqualTo(common);
    }

    @ParameterizedTest
    @CsvSource({"/src/a.go, a.go", "a.go, a.go", "C:\\src\\a.go, a.go", "'', ''"})
    void theBaseNameIsTheLastElement(String path, String name) {
        assertThat(SourcePaths.baseName(path)).isEqualTo(name);
    }
}
