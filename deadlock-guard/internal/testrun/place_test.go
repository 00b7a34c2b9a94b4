package testrun

import (
	"go/token"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
)

func TestFindingsAboutAPlace(t *testing.T) {
	for name, c := range map[string]struct {
		file     string
		line     int
		finding  string // its operation
		seen     string // the goroutine's
		together bool
	}{
		"same":                    {"/m/a.go", 7, identity.ChanSend, identity.ChanSend, true},
		"another line":            {"/m/a.go", 8, identity.ChanSend, identity.ChanSend, false},
		"another file":            {"/m/b.go", 7, identity.ChanSend, identity.ChanSend, false},
		"both halves on one line": {"/m/a.go", 7, identity.ChanSend, identity.ChanReceive, false},
		"writers of a lock":       {"/m/a.go", 7, identity.RWMutexLock, identity.MutexLock, true},
		"reader of a lock":        {"/m/a.go", 7, identity.RLock, identity.MutexLock, false},
		"select without cases":    {"/m/a.go", 7, identity.Select + " (no cases)", identity.Select, true},
	} {
		f := finding.Finding{Operation: c.finding, At: finding.Place{Position: token.Position{Filename: c.file, Line: c.line}}}
		if got := (&crowd{place: place{"/m/a.go", 7, c.seen}}).at(f); got != c.together {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatASightingSays(t *testing.T) {
	for want, waiting := range map[string][]Sighting{
		"seen: 1 goroutine waits here after the tests of a": {{Package: "a"}},
		"seen: 3 goroutines wait here after the tests of a, b; nothing can wake them any more": {
			{Package: "a"}, {Package: "a", Hope: None}, {Package: "b", Hope: Reachable},
		},
		"seen: 2 goroutines wait here after the tests of b and when those of a hung; something that could wake them is still there": {
			{Package: "a", TimedOut: true}, {Package: "b", Hope: Reachable},
		},
	} {
		if got := (&crowd{waiting: waiting}).describe(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	var many []Sighting
	for _, pkg := range strings.Split("abcde", "") {
		many = append(many, Sighting{Package: pkg})
	}
	if got := (&crowd{waiting: many}).describe(); !strings.HasSuffix(got, "after the tests of a, b, c and 2 more packages") {
		t.Errorf("%q", got)
	}
}
