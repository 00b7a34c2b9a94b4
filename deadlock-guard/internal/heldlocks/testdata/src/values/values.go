// Package values passes functions and locks around.
package values

import "sync"

type store struct {
	n  int
	mu sync.Mutex
}

func here() {}

func (s *store) locked() func() {
	s.mu.Lock()
	return s.mu.Unlock
}

func (s *store) lockedByClosure() func() {
	s.mu.Lock()
	return func() { s.mu.Unlock() }
}

func usesReturned(s *store) {
	defer s.locked()()
	here() // held: p0+8/W
}

func usesReturnedClosure(s *store) {
	unlock := s.lockedByClosure()
	here()   // held: p0+8/W
	unlock() // held: p0+8/W
	here()   // held: -
}

func literal(s *store) {
	s.mu.Lock()
	func() {
		here() // held: -
		s.mu.Unlock()
		here() // held: - released: f0*+8/W
	}() // held: p0+8/W
	here() // held: -
}

func deferredLiteral(s *store) {
	s.mu.Lock()
	defer func() {
		s.n++
		s.mu.Unlock()
	}()
	here() // held: p0+8/W
} // held: p0+8/W

func captured(a, b *store) func() {
	last := a
	take := func() {
		a.mu.Lock()
		here() // held: f0*+8/W
		a.mu.Unlock()
		last.mu.Lock()
		here() // held: v:x+8/W
		last.mu.Unlock()
	}
	last = b
	return take
}

func locker(l sync.Locker) {
	l.Lock()
	here() // held: p0/W
	l.Unlock()
	here() // held: -
}

func local() {
	var mu sync.Mutex
	mu.Lock()
	go func() {
		mu.Lock()
		here() // held: f0/W
		mu.Unlock()
	}() // held: v:x/W
	here() // held: v:x/W
	mu.Unlock()
}

type keeper interface {
	keep()
	release()
}

func (s *store) keep()    { s.mu.Lock() }
func (s *store) release() { s.mu.Unlock() }

var _ keeper = (*store)(nil)

func throughInterface(k keeper) {
	k.keep()
	here()      // held: p0+8/W?
	k.release() // held: p0+8/W?
	here()      // held: - released: p0+8/W
}

func indirect(f func(), s *store) {
	s.mu.Lock()
	f()    // held: p1+8/W
	here() // held: p1+8/W
	s.mu.Unlock()
}
