package heldlocks_test

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/heldlocks"
	"deadlockwatch.io/deadlock-guard/internal/load"
)

const source = "testdata/src"

// Comments in the programs under testdata say what is held on their lines:
//
//	// held: p0+8/W p1/R? | - released: p2/W
//
// Values that have no name elsewhere are v:x. Each lock is a path and a mode; ? is for a lock that is perhaps held, - for none. A | separates several points on one line. What is
// called or waited for under a lock must have a comment.
func TestHeldLocks(t *testing.T) {
	model := build(t, source)
	points := map[place][]heldlocks.Point{}
	for _, fn := range model.Functions {
		for _, point := range fn.Points {
			if point.Op != heldlocks.Other {
				points[place{fn.File, point.Line}] = append(points[place{fn.File, point.Line}], point)
			}
		}
	}
	expected := expectations(t, regexp.MustCompile(`// held: (.*)`))
	for at, want := range expected {
		if got := words(points[at]); got != want {
			t.Errorf("%s:%d: held: %s\nwant: %s", at.file, at.line, got, want)
		}
		delete(points, at)
	}
	for at, here := range points {
		if slices.ContainsFunc(here, needsComment) {
			t.Errorf("%s:%d: held: %s, but no comment says so", at.file, at.line, words(here))
		}
	}
}

func needsComment(p heldlocks.Point) bool {
	return len(p.Held) > 0 && p.Acquires == nil && !strings.HasPrefix(p.Callee, "sync.") && p.Callee != "Unlock"
}

// Comments on the fields of package flags say what is known of the locks' classes.
func TestFlags(t *testing.T) {
	got := map[string]string{}
	for _, lock := range build(t, source).Locks {
		if class, ok := strings.CutPrefix(lock.Name, "example.com/held/flags.store."); ok {
			got[class] = flagWords(lock)
		}
	}
	want := map[string]string{}
	field := regexp.MustCompile(`^\s+(\w+)\s+sync\.Mutex(?: // flags: (.*))?`)
	for _, line := range lines(t, filepath.Join(source, "flags/flags.go")) {
		if match := field.FindStringSubmatch(line); match != nil {
			want[match[1]] = match[2]
		}
	}
	for class, flags := range want {
		if found, known := got[class]; !known || found != flags {
			t.Errorf("%s: %q, want %q", class, found, flags)
		}
	}
}

func flagWords(lock heldlocks.Lock) string {
	var flags []string
	for _, flag := range []struct {
		name string
		set  bool
	}{{"handoff", lock.Handoff}, {"lost", lock.Lost}, {"open", lock.Open}} {
		if flag.set {
			flags = append(flags, flag.name)
		}
	}
	for _, symbol := range lock.LeakedBy {
		flags = append(flags, "leakedBy="+strings.TrimPrefix(symbol, "example.com/held/flags."))
	}
	return strings.Join(flags, " ")
}

type place struct {
	file string
	line int
}

func expectations(t *testing.T, comment *regexp.Regexp) map[place]string {
	t.Helper()
	expected := map[place]string{}
	files, err := filepath.Glob(filepath.Join(source, "*", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, file := range files {
		relative, err := filepath.Rel(source, file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range lines(t, file) {
			if match := comment.FindStringSubmatch(line); match != nil {
				expected[place{filepath.ToSlash(relative), i + 1}] = match[1]
			}
		}
	}
	return expected
}

func lines(t *testing.T, file string) []string {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var all []string
	for scanner := bufio.NewScanner(in); scanner.Scan(); {
		all = append(all, scanner.Text())
	}
	return all
}

func words(points []heldlocks.Point) string {
	var all []string
	for _, point := range points {
		text := locksIn(point.Held, true)
		if len(point.Released) > 0 {
			text += " released: " + locksIn(point.Released, false)
		}
		all = append(all, text)
	}
	if len(all) == 0 {
		return "-"
	}
	return strings.Join(all, " | ")
}

var local = regexp.MustCompile(`v:[\w.]+`)

func locksIn(held []heldlocks.Held, certainty bool) string {
	if len(held) == 0 {
		return "-"
	}
	var all []string
	for _, lock := range held {
		text := local.ReplaceAllString(string(lock.Path), "v:x") + "/" + string(lock.Mode)
		if certainty && !lock.Must {
			text += "?"
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

func build(t *testing.T, dir string, patterns ...string) *heldlocks.Model {
	t.Helper()
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	loaded, err := load.Load(t.Context(), load.Config{Dir: dir, Patterns: patterns})
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range loaded.Problems {
		t.Fatalf("%s: %s", problem.Package, problem.Message)
	}
	return heldlocks.Build(loaded.Program, heldlocks.Scope{Sizes: loaded.Sizes, FileName: loaded.FileName, Whole: loaded.Whole})
}
