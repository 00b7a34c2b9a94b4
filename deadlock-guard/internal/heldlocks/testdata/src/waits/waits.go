// Package waits blocks while it holds locks.
package waits

import "sync"

type store struct {
	n       int
	mu      sync.Mutex
	side    sync.Mutex
	once    sync.Once
	changed *sync.Cond
	items   chan int
	group   sync.WaitGroup
}

func here() {}

func build() *store {
	s := &store{items: make(chan int)}
	s.changed = sync.NewCond(&s.mu)
	return s
}

func operations(s *store) {
	s.mu.Lock()
	s.items <- 1 // held: p0+8/W
	<-s.items    // held: p0+8/W
	select {     // held: p0+8/W
	case s.items <- 1:
	case <-s.items:
	}
	s.group.Wait()      // held: p0+8/W
	for range s.items { // held: p0+8/W
	}
	s.mu.Unlock()
}

func condition(s *store) {
	s.mu.Lock()
	s.side.Lock()
	s.changed.Wait() // held: p0+16/W p0+8/W? released: ?/R ?/W
	here()           // held: p0+16/W p0+8/W
}

func (s *store) wait() {
	s.changed.Wait() // held: - released: ?/R ?/W
}

func once(s *store) {
	s.side.Lock()
	s.once.Do(s.prepare) // held: p0+16/W p0+28/W | p0+16/W
	here()               // held: p0+16/W
}

func (s *store) prepare() {
	here() // held: -
}
