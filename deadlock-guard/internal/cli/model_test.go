package cli_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/cli"
)

func TestModelOfWhatCompiles(t *testing.T) {
	out, complaint, code := run(t, "model", "-C", "testdata/broken", "-tags", "a,b", "-revision", "abc")
	if code != cli.Clean || !strings.HasPrefix(out, `{"version":1,`) || !strings.Contains(out, `"revision":"abc","tags":"a,b"`) {
		t.Errorf("exit code %d, model %s", code, out)
	}
	if want := "example.com/broken/bad: not analysed: bad/bad.go:3:13: cannot use"; !strings.Contains(complaint, want) {
		t.Errorf("diagnostics lack %q: %s", want, complaint)
	}
}

func TestModelFile(t *testing.T) {
	plain, _, _ := run(t, "model", "-C", "testdata/ignored")
	file := filepath.Join(t.TempDir(), "model.json.gz")
	out, complaint, code := run(t, "model", "./...", "-o", file, "-C", "testdata/ignored")
	if code != cli.Clean || out != "" || complaint != "" {
		t.Fatalf("exit code %d, output %q, diagnostics %q", code, out, complaint)
	}
	packed, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(unpacked)
	if err != nil || string(got) != plain || plain == "" {
		t.Errorf("error %v, the file holds %q, standard output %q", err, got, plain)
	}
}
