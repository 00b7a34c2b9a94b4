// Package basic takes and releases locks in one function.
package basic

import "sync"

type store struct {
	n  int
	mu sync.Mutex
	rw sync.RWMutex
}

func here() {}

func straight(s *store) {
	here() // held: -
	s.mu.Lock()
	here() // held: p0+8/W
	s.rw.RLock()
	here() // held: p0+16/R p0+8/W
	s.mu.Unlock()
	here() // held: p0+16/R
	s.rw.RUnlock()
	here() // held: -
}

func deferred(s *store) {
	s.rw.Lock()
	defer s.rw.Unlock()
	here() // held: p0+16/W
} // held: p0+16/W

func oneBranch(s *store, really bool) {
	if really {
		s.mu.Lock()
	}
	here() // held: p0+8/W?
	if really {
		s.mu.Unlock()
	}
}

func bothBranches(s *store, read bool) {
	if read {
		s.rw.RLock()
	} else {
		s.rw.Lock()
	}
	here() // held: p0+16/R? p0+16/W?
}

func earlyReturn(s *store, done bool) {
	s.mu.Lock()
	if done {
		s.mu.Unlock()
		return
	}
	here() // held: p0+8/W
	s.mu.Unlock()
}

func twiceForReading(s *store) {
	s.rw.RLock()
	s.rw.RLock()
	s.rw.RUnlock()
	here() // held: p0+16/R
	s.rw.RUnlock()
	here() // held: -
}

func otherOfTheSameClass(a, b *store) {
	a.mu.Lock()
	b.mu.Unlock()
	here() // held: p0+8/W? released: p1+8/W
}

func tried(s *store) {
	if s.mu.TryLock() {
		here() // held: p0+8/W
		s.mu.Unlock()
	}
	here() // held: -
	if !s.rw.TryRLock() {
		here() // held: -
		return
	}
	here() // held: p0+16/R
	s.rw.RUnlock()
	ok := s.mu.TryLock()
	here() // held: p0+8/W?
	if ok {
		s.mu.Unlock()
	}
}

func deferredInOrder(s *store) {
	s.mu.Lock()
	defer here()
	defer s.mu.Unlock()
	s.rw.Lock()
	defer here()
	s.rw.Unlock()
} // held: p0+8/W | p0+8/W
