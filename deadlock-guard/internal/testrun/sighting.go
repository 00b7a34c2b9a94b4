package testrun

import (
	"slices"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/testrun/dump"
	"deadlockwatch.io/deadlock-guard/internal/watcher"
)

// Sighting is a goroutine of a test binary that waits where it may wait for ever.
type Sighting struct {
	Goroutine dump.Goroutine
	Operation string // as in package identity
	Package   string // whose tests ran
	TimedOut  bool   // the tests hung; otherwise they had ended
	Hope      Hope
}

// Hope is what is known of a goroutine's chances to go on.
type Hope int

// From nothing known to certainty.
const (
	Unknown   Hope = iota
	Reachable      // something can still reach what it waits for
	None           // nothing can
)

// FromSnapshot finds those that stand at one place at both looks. Unread are goroutines that make no sense.
func FromSnapshot(s watcher.Snapshot) (sightings []Sighting, unread int) {
	later := byID(s.Second)
	leaks := byID(s.Leaks)
	first := dump.Parse(s.First)
	for _, g := range first.Goroutines {
		if again := later[g.ID]; again.Operation() != g.Operation() || !slices.Equal(again.Frames, g.Frames) {
			continue
		}
		hope := Unknown
		if s.Leaks != "" {
			hope = Reachable
		}
		if leaks[g.ID].State.Leaked {
			hope = None
		}
		sightings = appendWaiting(sightings, Sighting{Goroutine: g, Package: s.Package, Hope: hope})
	}
	return sightings, first.LeftOut
}

// FromDeath finds those that waited when a test binary was ended because it hung.
func FromDeath(d Death) (sightings []Sighting, unread int) {
	all := dump.Parse(d.Dump)
	for _, g := range all.Goroutines {
		sightings = appendWaiting(sightings, Sighting{Goroutine: g, Package: d.Package, TimedOut: true})
	}
	return sightings, all.LeftOut
}

func appendWaiting(sightings []Sighting, s Sighting) []Sighting {
	s.Operation = s.Goroutine.Operation()
	if s.Operation == "" || s.userFrame() < 0 {
		return sightings
	}
	if s.Goroutine.State.Hopeless() {
		s.Hope = None
	}
	return append(sightings, s)
}

// userFrame is the innermost frame outside of Go's library, or -1: there is none, or what waits is package testing, for a test's end or
// its turn.
func (s *Sighting) userFrame() int {
	for i, frame := range s.Goroutine.Frames {
		switch pkg, standard := identity.PackageOf(frame.Function); {
		case pkg == "testing":
			return -1
		case pkg != "" && !standard:
			return i
		}
	}
	return -1
}

func byID(text string) map[string]dump.Goroutine {
	goroutines := map[string]dump.Goroutine{}
	for _, g := range dump.Parse(text).Goroutines {
		goroutines[g.ID] = g
	}
	return goroutines
}

// PackagesOf are the packages in which goroutines wait, as far as they are not of a module in the module cache.
func PackagesOf(sightings []Sighting) []string {
	var packages []string
	for _, s := range sightings {
		frame := s.Goroutine.Frames[s.userFrame()]
		pkg := testedPackage(frame.Function)
		if !strings.Contains(frame.File, "@") && !strings.Contains(frame.File, "/vendor/") && !slices.Contains(packages, pkg) {
			packages = append(packages, pkg)
		}
	}
	slices.Sort(packages)
	return packages
}

// testedPackage is the path of a function's package; tests in a package of their own belong to the one they test.
func testedPackage(function string) string {
	pkg, _ := identity.PackageOf(function)
	return strings.TrimSuffix(pkg, "_test")
}
