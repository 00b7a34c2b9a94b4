package testrun

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// place is a line at which goroutines wait in one operation.
type place struct {
	file      string
	line      int
	operation string
}

// crowd are the goroutines at a place.
type crowd struct {
	place
	waiting []Sighting
	known   bool // a rule finds the place, too
}

// gather puts those together that wait at one place: in the innermost frame that was scanned, or else the innermost of the user.
func gather(sightings []Sighting, scanned *files) []*crowd {
	crowds := map[place]*crowd{}
	for _, s := range sightings {
		frame := s.Goroutine.Frames[s.userFrame()]
		at := place{file: frame.File, line: frame.Line, operation: s.Operation}
		for _, frame := range s.Goroutine.Frames {
			if name := scanned.name(frame); name != "" {
				at.file, at.line = name, frame.Line
				break
			}
		}
		if crowds[at] == nil {
			crowds[at] = &crowd{place: at}
		}
		crowds[at].waiting = append(crowds[at].waiting, s)
	}
	return slices.SortedFunc(maps.Values(crowds), func(a, b *crowd) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.operation, b.operation))
	})
}

// at tells whether a finding is about the place. The same source was scanned and run, so lines do not move. Names of functions are not
// compared: before Go 1.27 a closure in an inlined function has another name when it runs.
func (c *crowd) at(f finding.Finding) bool {
	return c.file == f.At.Position.Filename && c.line == f.At.Position.Line && sameOperation(c.operation, f.Operation)
}

// sameOperation takes both locks of a writer for one: a goroutine that wants to write waits for other writers at the inner Mutex.
func sameOperation(a, b string) bool {
	write := []string{identity.MutexLock, identity.RWMutexLock}
	return a == b || slices.Contains(write, a) && slices.Contains(write, b) ||
		strings.HasPrefix(a, identity.Select) && strings.HasPrefix(b, identity.Select)
}

// describe says how many wait, when they were seen, and what hope there is.
func (c *crowd) describe() string {
	var ended, hung []string
	hope := Unknown
	for _, s := range c.waiting {
		packages := &ended
		if s.TimedOut {
			packages = &hung
		}
		if !slices.Contains(*packages, s.Package) {
			*packages = append(*packages, s.Package)
		}
		hope = max(hope, s.Hope)
	}
	text, them := "1 goroutine waits here", "it"
	if n := len(c.waiting); n > 1 {
		text, them = fmt.Sprintf("%d goroutines wait here", n), "them"
	}
	var when []string
	if len(ended) > 0 {
		when = append(when, "after the tests of "+list(ended))
	}
	if len(hung) > 0 {
		when = append(when, "when those of "+list(hung)+" hung")
	}
	text = "seen: " + text + " " + strings.Join(when, " and ")
	switch hope {
	case None:
		text += "; nothing can wake " + them + " any more"
	case Reachable:
		text += "; something that could wake " + them + " is still there"
	}
	return text
}

// list names at most three.
func list(packages []string) string {
	if len(packages) > 3 {
		return fmt.Sprintf("%s and %d more packages", strings.Join(packages[:3], ", "), len(packages)-3)
	}
	return strings.Join(packages, ", ")
}
