// A reader asks for the write lock that it keeps from being free.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type settings struct {
	value int
	mu    sync.RWMutex
}

func (s *settings) getOrSet() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.value == 0 {
		s.mu.Lock()
		s.value = 1
		s.mu.Unlock()
	}
	return s.value
}

func main() {
	go new(settings).getOrSet()
	probe.Dump()
}
