package dump_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/testrun/dump"
)

const snapshots = "../../../../testdata/snapshots"

// Every goroutine that real programs print is read, none is invented.
func TestReadsEveryGoroutineOfRealDumps(t *testing.T) {
	files, err := filepath.Glob(snapshots + "/*/*/*debug2*.txt.gz")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d dumps, %v", len(files), err)
	}
	for _, file := range files {
		text := unpack(t, file)
		read := dump.Parse(text)
		want := 0
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "goroutine ") && strings.Contains(line, " [") {
				want++
			}
		}
		if len(read.Goroutines) != want || read.LeftOut != 0 {
			t.Errorf("%s: %d goroutines and %d left out, want %d", file, len(read.Goroutines), read.LeftOut, want)
		}
		for _, g := range read.Goroutines {
			if last := g.Frames[len(g.Frames)-1]; g.Function == "" && last.Function != "main.main" && last.Function != "runtime.main" {
				t.Errorf("%s: goroutine %s has neither a creator nor main: %v", file, g.ID, last)
			}
		}
	}
}

// The probe program blocks in the same ways under every Go version, and the operations must not depend on how a version prints them.
func TestOperationsOfEveryVersion(t *testing.T) {
	want := map[string]int{
		"chan send": 2, "select": 4, "sync.Cond.Wait": 1, "sync.Mutex.Lock": 2, "sync.RWMutex.Lock": 2, "sync.RWMutex.RLock": 2,
		"sync.WaitGroup.Wait": 1,
	}
	files, err := filepath.Glob(snapshots + "/go-versions/*/debug2.txt.gz")
	if err != nil || len(files) < 7 {
		t.Fatalf("%d dumps, %v", len(files), err)
	}
	for _, file := range files {
		got := map[string]int{}
		for _, g := range dump.Parse(unpack(t, file)).Goroutines {
			got[g.Operation()]++
		}
		delete(got, "")
		delete(got, "chan receive") // the programs' own loops, which differ
		if !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", file, got, want)
		}
	}
}

func TestLeaksOfEveryVersion(t *testing.T) {
	for _, version := range []string{"1.26.8", "1.27.4"} {
		text := unpack(t, filepath.Join(snapshots, "go-versions", version, "leak2.txt.gz"))
		leaked := 0
		for _, g := range dump.Parse(text).Goroutines {
			if g.State.Leaked {
				leaked++
			}
		}
		if want := strings.Count(text, "(leaked)"); leaked != want || want == 0 {
			t.Errorf("%s: %d leaked, want %d", version, leaked, want)
		}
	}
}

// Forms that few programs print; each line is goroutine, state and innermost frame.
func TestOddForms(t *testing.T) {
	for file, want := range map[string]string{
		"labels_126.txt":            "7 [chan receive] main.a",
		"fatal_deadlock.txt":        "19 [sync.Mutex.Lock] internal/sync.runtime_SemacquireMutex",
		"fatal_deadlock_system.txt": "19 [sync.Mutex.Lock] runtime.gopark",
		"sigquit_all.txt":           "20 [sync.Mutex.Lock] runtime.gopark",
		"main_select_leak.txt":      "5 [chan receive] leaked main.a",
		"cgo.txt":                   "7 [chan receive] ",
	} {
		text, err := os.ReadFile(filepath.Join(snapshots, "odd", file))
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, g := range dump.Parse(string(text)).Goroutines {
			line := fmt.Sprintf("%s [%s] ", g.ID, g.State.Words)
			if g.State.Leaked {
				line += "leaked "
			}
			lines = append(lines, line+g.Frames[0].Function)
		}
		if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, want) }) {
			t.Errorf("%s: want %q in\n%s", file, want, strings.Join(lines, "\n"))
		}
	}
}

func TestFramesOfAncestorsAreNotItsOwn(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(snapshots, "odd", "ancestors.txt"))
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]int{}
	for _, g := range dump.Parse(string(text)).Goroutines {
		own[g.ID] = len(g.Frames)
	}
	if want := map[string]int{"1": 4, "22": 3, "23": 2, "24": 1}; !maps.Equal(own, want) {
		t.Errorf("frames of each goroutine: %v, want %v", own, want)
	}
}

func TestOneGoroutineInFull(t *testing.T) {
	read := dump.Parse("ok  \nSIGQUIT: quit\n\ngoroutine 12 [chan send, 3 minutes, locked to thread]:\r\n" +
		"example.com/a%2eb.(*T[...]).Put({0x1, 0x2}, ...)\n\t/home/a b/c:d/x.go:31 +0x1e\n...additional frames elided...\n" +
		"created by example.com/m.Start in goroutine 7\n\t/m/start.go:5 +0x66\n\nexit status 2\n")
	if len(read.Goroutines) != 1 {
		t.Fatalf("%+v", read)
	}
	g := read.Goroutines[0]
	frame := dump.Frame{Function: "example.com/a%2eb.(*T[...]).Put", File: "/home/a b/c:d/x.go", Line: 31}
	if g.ID != "12" || g.Operation() != "chan send" || !slices.Equal(g.Frames, []dump.Frame{frame}) {
		t.Errorf("%+v", g)
	}
	if g.Function != "example.com/m.Start" || g.Started.Line != 5 {
		t.Errorf("started by %+v", g.Started)
	}
}

func TestBubblesReportTheirOwnDeadlocks(t *testing.T) {
	read := dump.Parse("goroutine 30 [chan receive (durable), synctest bubble 1]:\nmain.f()\n\t/m/m.go:5 +0x66\n")
	if g := read.Goroutines[0]; g.Operation() != "" || g.State.Words != "chan receive" {
		t.Errorf("%+v", g)
	}
}

func TestNonsense(t *testing.T) {
	for _, text := range []string{
		"", "goroutine", "goroutine 1 of many\n", "goroutine x [select]:\nf()\n\t/a.go:1", "goroutine 1 [select:\nf()\n\t/a.go:1", "goroutine 1 [select]:",
		"goroutine 1 [select]:\nf\n\t/a.go:1", "goroutine 1 [select]:\nf()\n\t/a.go", "goroutine 1 [select]:\nf()\n\t/a.go:0", "\tx:1\nf()\n\ty:2",
		"goroutine 1 [" + strings.Repeat("x", 20_000) + "]:\nf()\n\t/a.go:1",
	} {
		if read := dump.Parse(text); len(read.Goroutines) != 0 {
			t.Errorf("%.40q: %+v", text, read)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("goroutine 7 [chan receive (leaked), 2 minutes] {k: \"v\"}:\nf(0x1)\n\t/a.go:1 +0x2\ncreated by g\n\t/a.go:2\n")
	f.Fuzz(func(t *testing.T, text string) {
		read := dump.Parse(text)
		for _, g := range read.Goroutines {
			if len(g.Frames) == 0 || g.ID == "" {
				t.Errorf("%+v", g)
			}
			g.Operation()
		}
	})
}

func unpack(t *testing.T, file string) string {
	t.Helper()
	packed, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
