package watcher

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFlagsInGOFLAGS(t *testing.T) {
	for _, c := range []struct{ flags, name, want string }{
		{"", "count", ""},
		{"-count=3 -v", "count", "3"},
		{"  -v   --overlay=a.json", "overlay", "a.json"},
		{`-v '-overlay=a b.json' "-count=2"`, "overlay", "a b.json"},
		{`-v '-overlay=a b.json' "-count=2"`, "count", "2"},
		{"-counts=3", "count", ""},
		{"-count=1 -count=2", "count", "2"},
	} {
		if got := (settings{GOFLAGS: c.flags}).flag(c.name); got != c.want {
			t.Errorf("%s in %q: %q, want %q", c.name, c.flags, got, c.want)
		}
	}
}

func TestVersionsTooOldAreRefused(t *testing.T) {
	for version, sound := range map[string]bool{
		"go1.19.13": false, "go1.20.14": true, "go1.27.3 X:goroutineleakprofile": true, "devel go1.28-0123456789": true, "go1.9": false,
	} {
		if err := (settings{GOVERSION: version}).check(); (err == nil) != sound {
			t.Errorf("%s: %v", version, err)
		}
	}
}

func TestOverlayHoldsBothTheUsersAndTheWatcher(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "inject"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine.json"), []byte(`{"Replace": {"a.go": "b.go"}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	name, err := (&Watcher{folder: dir}).writeOverlay("/go", dir, "mine.json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var merged overlay
	if err := json.Unmarshal(text, &merged); err != nil {
		t.Fatal(err)
	}
	if merged.Replace["a.go"] != "b.go" || len(merged.Replace) != 5 {
		t.Errorf("%v", merged.Replace)
	}
	copied := merged.Replace[filepath.Join("/go", "src", "testing", "internal", "testdeps", "deadlock_guard_watch.go")]
	if content, err := os.ReadFile(copied); err != nil || !strings.Contains(string(content), variable) {
		t.Errorf("%q: %v", copied, err)
	}
}

func TestOverlaysThatCannotBeReadAreNamed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "cut.json"), []byte(`{"Replace"`), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"none.json": "no such file", "cut.json": "cut.json"} {
		if _, err := readOverlay(dir, name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSnapshot(t *testing.T) {
	const head = "deadlock-guard watch 1\nexample.com/m\n"
	for text, want := range map[string]Snapshot{
		head: {Package: "example.com/m"},
		head + "== first\na\n\nb\n\n== second\nc\n\n== end\n":             {Package: "example.com/m", First: "a\n\nb\n", Second: "c\n"},
		head + "== first\na\n\n== second\nc\n\n== leaks\nd\n\n\n== end\n": {Package: "example.com/m", First: "a\n", Second: "c\n", Leaks: "d\n\n"},
	} {
		if got, err := parseSnapshot(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{"": "begins with", "other\n": "begins with", head + "== first\na\n": "has no end"} {
		if _, err := parseSnapshot(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestFilesThatAreTooLongAreRefused(t *testing.T) {
	name := filepath.Join(t.TempDir(), "long")
	if err := os.WriteFile(name, []byte("12345"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := readAtMost(name, 5); err != nil || text != "12345" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := readAtMost(name, 4); err == nil || !strings.Contains(err.Error(), "limit of 4 bytes") {
		t.Errorf("%v", err)
	}
}

func TestBelow(t *testing.T) {
	for _, c := range []struct {
		path, folder string
		want         bool
	}{
		{"/a/b", "/a", true}, {"/a", "/a", true}, {"/ab", "/a", false}, {"/b", "/a", false}, {"/a/..b", "/a", true}, {"/a", "", false},
	} {
		if got := isBelow(c.path, c.folder); got != c.want {
			t.Errorf("%s below %q: %v", c.path, c.folder, got)
		}
	}
}
