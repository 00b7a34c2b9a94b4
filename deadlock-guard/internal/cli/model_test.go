package cli_test

import (
	"compress/gzip"
	"errors"
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

func TestModelWithChannels(t *testing.T) {
	without, _, _ := run(t, "model", "-C", "testdata/ignored")
	with, complaint, code := run(t, "model", "-C", "testdata/ignored", "--channels")
	if code != cli.Clean || complaint != "" || strings.Contains(without, `"channels"`) {
		t.Errorf("exit code %d, %s, without: %s", code, complaint, without)
	}
	if want := `"ops":[["send",`; !strings.Contains(with, want) {
		t.Errorf("lacks %s: %s", want, with)
	}
}

// Files of other modules are named by the module's path, as in a build with -trimpath.
func TestModelOfDependencies(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"app/go.mod": "module example.com/app\n\ngo 1.21\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ../dep\n",
		"app/app.go": "package app\n\nimport \"example.com/dep/safe\"\n\nfunc Count(c *safe.Counter) int { return c.Next() }\n",
		"dep/go.mod": "module example.com/dep\n\ngo 1.21\n",
		"dep/safe/counter.go": "package safe\n\nimport \"sync\"\n\n// Counter counts.\ntype Counter struct {\n\tmu sync.Mutex\n\tn  int\n}\n\n" +
			"func (c *Counter) Next() int {\n\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\tc.n++\n\treturn c.n\n}\n",
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}

	alone, _, code := run(t, "model", "-C", filepath.Join(root, "app"))
	if code != cli.Clean || strings.Contains(alone, "safe.(*Counter).Next") {
		t.Errorf("without dependencies: exit code %d, %s", code, alone)
	}
	both, complaint, code := run(t, "model", "-C", filepath.Join(root, "app"), "--deps")
	if code != cli.Clean || complaint != "" || !strings.Contains(both, `"example.com/dep/safe/counter.go"`) {
		t.Errorf("with dependencies: exit code %d, %s %s", code, complaint, both)
	}
}
