package lockset

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Acquisition is a lock that a function takes, itself or in a function that it calls.
type Acquisition struct {
	Class Class
	Mode  Mode
	Wait  string
	At    ssa.CallInstruction
	Held  Set // on the way from the function's start
	Calls []ssa.CallInstruction
}

const (
	maxCalls        = 8
	maxAcquisitions = 256
)

// Summary is what callers of a function need to know.
type Summary struct {
	Acquisitions []Acquisition
	Released     map[Class]bool // perhaps released, though the function did not take it
	HeldAtExit   Set            // taken and not released
}

func newSummary() *Summary { return &Summary{Released: map[Class]bool{}, HeldAtExit: Set{}} }

// add keeps one acquisition for each place, the one with the fewest calls.
func (s *Summary) add(a Acquisition) {
	same := func(b Acquisition) bool { return a.At == b.At && a.Class == b.Class }
	i := slices.IndexFunc(s.Acquisitions, same)
	switch {
	case i >= 0 && len(a.Calls) < len(s.Acquisitions[i].Calls):
		s.Acquisitions[i] = a
	case i < 0 && len(a.Calls) <= maxCalls && len(s.Acquisitions) < maxAcquisitions:
		s.Acquisitions = append(s.Acquisitions, a)
	}
}

// agreed is what holds whichever of two functions is called.
func (s *Summary) agreed(other *Summary) *Summary {
	both := &Summary{Released: maps.Clone(s.Released), HeldAtExit: Set{}}
	maps.Copy(both.Released, other.Released)
	for _, a := range s.Acquisitions {
		if slices.ContainsFunc(other.Acquisitions, func(b Acquisition) bool { return a.Class == b.Class && a.Mode == b.Mode }) {
			both.Acquisitions = append(both.Acquisitions, a)
		}
	}
	return both
}

// equals is enough to see that another round would change nothing.
func (s *Summary) equals(other *Summary) bool {
	return len(s.Acquisitions) == len(other.Acquisitions) && len(s.Released) == len(other.Released) &&
		s.HeldAtExit.sameLocks(other.HeldAtExit)
}
