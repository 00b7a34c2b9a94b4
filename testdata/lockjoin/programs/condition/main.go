// Waiting for a condition gives its lock away; the others look as if they waited for the waiters.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type buffer struct {
	size  int
	mu    sync.Mutex
	other sync.Mutex
	full  *sync.Cond
}

func (b *buffer) take() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.size == 0 {
		b.full.Wait()
	}
	b.size--
}

func (b *buffer) put() {
	b.other.Lock()
	defer b.other.Unlock()
	b.mu.Lock()
	time.Sleep(500 * time.Millisecond)
	b.size++
	b.full.Signal()
	b.mu.Unlock()
}

func main() {
	b := &buffer{}
	b.full = sync.NewCond(&b.mu)
	go b.take()
	probe.Nap()
	go b.put()
	time.Sleep(time.Millisecond)
	go b.put()
	probe.Dump()
}
