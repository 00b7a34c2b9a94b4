package heldlocks

import (
	"cmp"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// lockKey is one lock as a function sees it, held in one mode.
type lockKey struct {
	path  Path
	class Class
	mode  Mode
}

func compareKeys(a, b lockKey) int {
	return cmp.Or(cmp.Compare(a.path, b.path), compareClasses(a.class, b.class), cmp.Compare(a.mode, b.mode))
}

// hold counts how often a lock is held: at least and at most, over all ways that lead here.
type hold struct {
	least, most int8
}

// many stands for itself and more: a count that reaches it never falls again.
const many = 3

func (h hold) plus(other hold) hold {
	return hold{min(h.least+other.least, many-1), min(h.most+other.most, many)}
}

func (h hold) minusOne() hold {
	less := hold{max(h.least-1, 0), h.most}
	if h.most < many {
		less.most = max(h.most-1, 0)
	}
	return less
}

// weaker is the hold when it is not known whether this lock or another one was released.
func (h hold) weaker() hold { return hold{max(h.least-1, 0), h.most} }

// drop is a lock that was released without being held: a caller's.
type drop struct {
	certain bool // on every way
	foreign bool // the function did not take it itself on any way
}

// state is what is known before one instruction.
type state struct {
	held     map[lockKey]hold
	dropped  map[lockKey]drop
	unlocked map[lockKey]bool    // own holds that were released, on some way
	deferred map[*ssa.Defer]bool // calls that wait for the function's end; true: on every way
	same     map[string]Path     // local roots that are known to be something else
	loads    map[Path]earlier    // by address; nothing that was set since
}

func newState() *state {
	return &state{map[lockKey]hold{}, map[lockKey]drop{}, map[lockKey]bool{}, map[*ssa.Defer]bool{}, map[string]Path{}, map[Path]earlier{}}
}

func (s *state) clone() *state {
	return &state{maps.Clone(s.held), maps.Clone(s.dropped), maps.Clone(s.unlocked), maps.Clone(s.deferred), maps.Clone(s.same), maps.Clone(s.loads)}
}

func (s *state) equal(other *state) bool {
	return maps.Equal(s.held, other.held) && maps.Equal(s.dropped, other.dropped) &&
		maps.Equal(s.unlocked, other.unlocked) && maps.Equal(s.deferred, other.deferred) && maps.Equal(s.same, other.same) && maps.Equal(s.loads, other.loads)
}

// isIdle says whether the state says nothing.
func (s *state) isIdle() bool { return len(s.held) == 0 && len(s.dropped) == 0 }

// join is what is known where two ways meet; nil is a way that nothing takes.
func join(a, b *state) *state {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	both := newState()
	for key := range union(a.held, b.held) {
		x, y := a.held[key], b.held[key]
		both.held[key] = hold{min(x.least, y.least), max(x.most, y.most)}
	}
	for key := range union(a.dropped, b.dropped) {
		x, y := a.dropped[key], b.dropped[key]
		both.dropped[key] = drop{certain: x.certain && y.certain, foreign: x.foreign || y.foreign}
	}
	maps.Copy(both.unlocked, a.unlocked)
	maps.Copy(both.unlocked, b.unlocked)
	for call := range union(a.deferred, b.deferred) {
		both.deferred[call] = a.deferred[call] && b.deferred[call]
	}
	both.same = common(a.same, b.same)
	both.loads = common(a.loads, b.loads)
	return both
}

// canonical is the name under which the state knows an address.
func (s *state) canonical(p Path) Path {
	if same, ok := s.same[p.root()]; ok {
		return same.then(p.operations())
	}
	return p
}

// move gives a lock another name, under which it may be known already.
func move[V any](m map[lockKey]V, from, to lockKey, add func(a, b V) V) {
	value := m[from]
	delete(m, from)
	m[to] = add(m[to], value)
}

func common[K, V comparable](a, b map[K]V) map[K]V {
	both := map[K]V{}
	for key, value := range a {
		if other, known := b[key]; known && other == value {
			both[key] = value
		}
	}
	return both
}

func union[K comparable, V any](a, b map[K]V) map[K]V {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// keys are in an order that does not depend on the run.
func keys[V any](m map[lockKey]V) []lockKey { return slices.SortedFunc(maps.Keys(m), compareKeys) }
