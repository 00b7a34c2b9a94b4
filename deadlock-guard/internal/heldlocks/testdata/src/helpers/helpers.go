// Package helpers locks and unlocks for its callers.
package helpers

import "sync"

type store struct {
	n    int
	mu   sync.Mutex
	side sync.Mutex
	next *store
}

func here() {}

func (s *store) lock()   { s.mu.Lock() }
func (s *store) unlock() { s.mu.Unlock() }

func (s *store) both() { // two calls deep
	s.lock()
	s.side.Lock()
}

func use(s *store) {
	s.lock()
	here()     // held: p0+8/W
	s.unlock() // held: p0+8/W
	here()     // held: -
	s.next.both()
	here() // held: p0+24*+16/W p0+24*+8/W
}

func (s *store) giveWay() {
	s.mu.Unlock()
	here() // held: - released: p0+8/W
	s.mu.Lock()
	here() // held: p0+8/W released: p0+8/W
}

func usesGiveWay(s *store) {
	s.mu.Lock()
	s.giveWay() // held: p0+8/W
	here()      // held: p0+8/W
	s.mu.Unlock()
}

func (s *store) perhapsUnlock(really bool) {
	if really {
		s.mu.Unlock()
	}
}

func usesPerhaps(s *store, really bool) {
	s.mu.Lock()
	s.perhapsUnlock(really) // held: p0+8/W
	here()                  // held: p0+8/W?
}

func lockIt(mu *sync.Mutex) { mu.Lock() }

func usesPointer(s *store) {
	lockIt(&s.side)
	here() // held: p0+16/W
	s.side.Unlock()
	here() // held: -
}

func newLocked() *store {
	s := &store{}
	s.mu.Lock()
	return s
}

func usesNew() {
	s := newLocked()
	here() // held: ?/W
	s.mu.Unlock()
}

func (s *store) self() *store { return s }

func usesResult(s *store) {
	s.self().next.lock()
	here() // held: p0+24*+8/W
}

// Functions that call each other.
func (s *store) even(n int) {
	if n == 0 {
		s.mu.Lock()
		return
	}
	s.odd(n - 1)
	here() // held: p0+8/W
}

func (s *store) odd(n int) {
	s.even(n - 1)
	here() // held: p0+8/W
}

func never() {
	for {
		here() // held: -
	}
}

func behindNever(s *store) {
	s.mu.Lock()
	never() // held: p0+8/W
	s.mu.Unlock()
}
