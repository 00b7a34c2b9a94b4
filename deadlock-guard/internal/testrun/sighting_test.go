package testrun_test

import (
	"slices"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/testrun"
	"deadlockwatch.io/deadlock-guard/internal/watcher"
)

// goroutine prints one; frames are function names, innermost first, each at the line of its place.
func goroutine(id, state string, frames ...string) string {
	var text strings.Builder
	text.WriteString("goroutine " + id + " [" + state + "]:\n")
	for _, frame := range frames {
		text.WriteString(frame + "(0x1)\n\t/src/file.go:7 +0x1\n")
	}
	text.WriteString("created by example.com/m.Start in goroutine 1\n\t/src/start.go:3 +0x1\n\n")
	return text.String()
}

func TestWhoIsLeftWaiting(t *testing.T) {
	for name, c := range map[string]struct {
		first, second string
		want          string // its operation, "" if nobody is left waiting
	}{
		"sender":           {first: goroutine("7", "chan send", "example.com/m.F"), want: "chan send"},
		"lock":             {first: goroutine("7", "sync.Mutex.Lock", "internal/sync.runtime_SemacquireMutex", "sync.(*Mutex).Lock", "sync.(*RWMutex).Lock", "m.F"), want: "sync.RWMutex.Lock"},
		"behind a library": {first: goroutine("7", "select", "io.(*pipe).read", "example.com/m.F"), want: "select"},
		"gone":             {first: goroutine("7", "chan send", "example.com/m.F"), second: goroutine("8", "chan send", "example.com/m.F")},
		"went on":          {first: goroutine("7", "chan send", "example.com/m.F"), second: goroutine("7", "chan send", "example.com/m.G")},
		"another wait":     {first: goroutine("7", "chan send", "example.com/m.F"), second: goroutine("7", "chan receive", "example.com/m.F")},
		"sleeps":           {first: goroutine("7", "sleep", "time.Sleep", "example.com/m.F")},
		"reads":            {first: goroutine("7", "IO wait", "internal/poll.(*FD).Read", "example.com/m.F")},
		"Go's own":         {first: goroutine("7", "select", "net/http.(*persistConn).writeLoop")},
		"parent of tests":  {first: goroutine("7", "chan receive", "testing.(*T).Run", "example.com/m.TestF", "testing.tRunner")},
		"parallel test":    {first: goroutine("7", "chan receive", "testing.(*T).Parallel", "example.com/m.TestF", "testing.tRunner")},
		"test itself":      {first: goroutine("7", "chan receive", "example.com/m.TestF", "testing.tRunner"), want: "chan receive"},
		"bubble":           {first: goroutine("7", "chan receive (durable), synctest bubble 1", "example.com/m.F")},
	} {
		second := c.second
		if second == "" {
			second = c.first
		}
		got, _ := testrun.FromSnapshot(watcher.Snapshot{First: c.first, Second: second})
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || got[0].Operation != c.want) {
			t.Errorf("%s: %+v, want %q", name, got, c.want)
		}
	}
}

func TestHope(t *testing.T) {
	waits := goroutine("7", "chan receive", "m.F")
	for name, c := range map[string]struct {
		first, leaks string
		want         testrun.Hope
	}{
		"no leak profile": {first: waits, want: testrun.Unknown},
		"not in it":       {first: waits, leaks: waits, want: testrun.Reachable},
		"in it":           {first: waits, leaks: goroutine("7", "chan receive (leaked)", "m.F"), want: testrun.None},
		"nil channel":     {first: goroutine("7", "chan receive (nil chan)", "m.F"), want: testrun.None},
	} {
		got, _ := testrun.FromSnapshot(watcher.Snapshot{First: c.first, Second: c.first, Leaks: c.leaks})
		if len(got) != 1 || got[0].Hope != c.want {
			t.Errorf("%s: %+v, want %v", name, got, c.want)
		}
	}
}

func TestPackagesThatAreScannedToo(t *testing.T) {
	dump := goroutine("7", "select", "example.com/b.F") + goroutine("8", "select", "example.com/a_test.F", "example.com/c.F") +
		strings.ReplaceAll(goroutine("9", "select", "example.com/cached.F"), "/src/", "/mod/example.com/cached@v1.0.0/")
	sightings, _ := testrun.FromDeath(testrun.Death{Package: "example.com/m", Dump: dump})
	if got, want := testrun.PackagesOf(sightings), []string{"example.com/a", "example.com/b"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
