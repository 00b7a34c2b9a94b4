package lockorder

import (
	"slices"

	"deadlockwatch.io/deadlock-guard/internal/lockset"
)

const (
	maxLength  = 4
	maxCycles  = 1000
	maxVisited = 100_000
)

// search looks for cycles in which every goroutine waits for the next one.
type search struct {
	from    map[lockset.Class][]*edge
	found   [][]*edge
	visited int
}

// cycles lists the cycles, short ones first; each starts at its smallest lock, so that none is found twice.
func cycles(edges []*edge) [][]*edge {
	s := &search{from: map[lockset.Class][]*edge{}}
	for _, e := range edges {
		s.from[e.first] = append(s.from[e.first], e)
	}
	for length := 2; length <= maxLength; length++ {
		for _, e := range edges {
			s.extend([]*edge{e}, length)
		}
	}
	return s.found
}

func (s *search) extend(path []*edge, length int) {
	s.visited++
	if s.visited > maxVisited || len(s.found) >= maxCycles {
		return
	}
	last := path[len(path)-1]
	for _, next := range s.from[last.second.Class] {
		if !fits(path, next) {
			continue
		}
		closes := next.second.Class == path[0].first
		switch {
		case closes && len(path)+1 == length && waitsFor(next, path[0]):
			s.found = append(s.found, append(slices.Clone(path), next))
		case !closes && len(path)+1 < length && next.second.Class.Key > path[0].first.Key:
			s.extend(append(slices.Clone(path), next), length)
		}
	}
}

// fits: the last goroutine waits for the next one, all locks of the path differ, and no lock is a gate: one that two goroutines would
// have to hold at the same time.
func fits(path []*edge, next *edge) bool {
	if !waitsFor(path[len(path)-1], next) || next.first.Key < path[0].first.Key {
		return false
	}
	return !slices.ContainsFunc(path, func(e *edge) bool {
		return e.first == next.first || e.held.Excludes(next.held)
	})
}

// waitsFor: two readers do not wait for each other.
func waitsFor(e, holder *edge) bool {
	return !(e.second.Mode == lockset.Read && holder.firstMode == lockset.Read)
}
