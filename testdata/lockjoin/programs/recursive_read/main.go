// A reader reads again while a writer waits: the writer waits for the reader, the second read for the writer.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type settings struct {
	value int
	mu    sync.RWMutex
}

func (s *settings) get() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	time.Sleep(50 * time.Millisecond)
	return s.current()
}

func (s *settings) current() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.value
}

func (s *settings) set(value int) {
	s.mu.Lock()
	s.value = value
	s.mu.Unlock()
}

func main() {
	s := &settings{}
	go s.get()
	probe.Nap()
	go s.set(1)
	probe.Dump()
}
