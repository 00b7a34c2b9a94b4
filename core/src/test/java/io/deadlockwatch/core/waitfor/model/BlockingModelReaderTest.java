package io.deadlockwatch.core.waitfor.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.waitfor.model.AccessPath.Root;
import io.deadlockwatch.core.waitfor.model.AccessPath.Step;
import io.deadlockwatch.core.waitfor.model.Parameter.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BlockingModelReaderTest {

    private static final String MODEL = """
            {"version": 1, "tool": {"name": "x"}, "later": [{"a": [1]}],
             "build": {"module": "example.com/shop", "goos": "linux", "goarch": "amd64", "goVersion": "go1.26.8", "more": {}},
             "strings": ["", "example.com/shop.(*svc).first", "svc/svc.go", "shop.svc.a", "p0+16*+8", "f0!", "g:example.com/shop.Mu", "v:t1", "?",
                         "example.com/shop.(*svc).second", "example.com/shop.(*svc).first.func"],
             "locks": [{"class": 3, "kind": "Mutex", "lost": true, "leakedBy": [1]}, {"class": 8, "kind": "Locker", "open": true}],
             "functions": [
              {"symbol": 1, "file": 2, "start": 10, "end": 30, "params": ["P", "I", "SR"], "captured": 2, "points": [
               {"line": 12, "op": "lock", "acquires": [4, 0, "W"]},
               {"line": 13, "op": "call", "callee": 9, "held": [[4, 0, "W", true], [6, 1, "R"]], "released": [[7, 0, "W"]],
                "args": [4, 0], "captures": [5], "new": 1}]},
              {"symbol": 10, "file": 2, "start": 15, "end": 17}]}
            """;

    private final BlockingModel model = read(MODEL.getBytes(StandardCharsets.UTF_8));

    @Test
    void everythingIsRead() {
        assertThat(model.build().module()).isEqualTo("example.com/shop");
        assertThat(model.locks())
                .containsExactly(
                        new LockClass(
                                "shop.svc.a",
                                LockKind.MUTEX,
                                false,
                                true,
                                false,
                                List.of("example.com/shop.(*svc).first")),
                        new LockClass("?", LockKind.LOCKER, false, false, true, List.of()));
        ModelFunction function = model.functions().getFirst();
        assertThat(function.parameters())
                .containsExactly(
                        new Parameter(Shape.POINTER, false),
                        new Parameter(Shape.INTERFACE, false),
                        new Parameter(Shape.SLICE, true));
        Point call = function.pointsAt(13).getFirst();
        assertThat(call.operation()).isEqualTo(Operation.CALL);
        assertThat(call.callee()).isEqualTo("example.com/shop.(*svc).second");
        assertThat(call.held()).extracting(LockUse::certain).containsExactly(true, false);
        assertThat(call.held()).extracting(LockUse::mode).containsExactly(LockMode.WRITE, LockMode.READ);
        assertThat(call.held().getFirst().path())
                .isEqualTo(new AccessPath(
                        new Root.Parameter(0), List.of(new Step.Add(16), new Step.Load(true), new Step.Add(8))));
        assertThat(call.held().getLast().path().root()).isEqualTo(new Root.Global("example.com/shop.Mu"));
        assertThat(call.released().getFirst().path().root()).isEqualTo(new Root.Local("t1"));
        assertThat(call.arguments().getLast()).isEqualTo(AccessPath.UNKNOWN);
        assertThat(call.captures())
                .containsExactly(new AccessPath(new Root.Captured(0), List.of(new Step.Load(false))));
        assertThat(function.pointsAt(12).getFirst().acquires()).isPresent();
    }

    @Test
    void gzippedToo() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(MODEL.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(zipped.toByteArray()).functions()).isEqualTo(model.functions());
    }

    @Test
    void aFrameBelongsToTheInnermostFunctionOfItsFileAndLine() {
        assertThat(found("example.com/shop.(*svc).first", "/home/me/shop/svc/svc.go", 13))
                .containsExactly("example.com/shop.(*svc).first");
        assertThat(found("example.com/shop.(*svc).first.func1", "/home/me/shop/svc/svc.go", 16))
                .containsExactly("example.com/shop.(*svc).first.func");
        assertThat(found("example.com/shop.(*svc).first.func1", "example.com/shop/svc/svc.go", 15))
                .hasSize(1);
        assertThat(found("example.com/shop.(*svc).first", "C:\\shop\\svc\\svc.go", 10))
                .hasSize(1);
    }

    @Test
    void aFrameOfAnotherFunctionFileOrLineBelongsToNone() {
        assertThat(found("example.com/shop.(*svc).first", "/home/me/shop/svc/svc.go", 16))
                .isEmpty();
        assertThat(found("example.com/shop.(*svc).first", "/home/me/shop/svc/svc.go", 31))
                .isEmpty();
        assertThat(found("example.com/shop.(*svc).other", "/home/me/shop/svc/svc.go", 13))
                .isEmpty();
        assertThat(found("example.com/shop.(*svc).first", "/home/me/shop/notsvc/svc.go", 13))
                .isEmpty();
    }

    @Test
    void aFileInTheModuleCacheHasAVersion() {
        BlockingModel cached =
                read(MODEL.replace("svc/svc.go", "github.com/Me/shop/svc.go").getBytes(StandardCharsets.UTF_8));

        assertThat(cached.functionsOf(new Frame(
                        "example.com/shop.(*svc).first", "/root/go/pkg/mod/github.com/!me/shop@v1.2.3/svc.go", 13, 0)))
                .hasSize(1);
    }

    private List<String> found(String function, String file, int line) {
        return model.functionsOf(new Frame(function, file, line, 0)).stream()
                .map(ModelFunction::symbol)
                .toList();
    }

    private static BlockingModel read(byte[] bytes) {
        try {
            return new BlockingModelReader().read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
