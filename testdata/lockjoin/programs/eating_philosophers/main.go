// Five diners, one of whom begins with the right fork.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type fork struct {
	uses int
	mu   sync.Mutex
}

//go:noinline
func dine(first, second *fork) {
	for {
		first.mu.Lock()
		time.Sleep(time.Millisecond)
		second.mu.Lock()
		time.Sleep(5 * time.Millisecond)
		second.mu.Unlock()
		first.mu.Unlock()
	}
}

func main() {
	forks := []*fork{{}, {}, {}, {}, {}}
	for i := range 4 {
		go dine(forks[i], forks[i+1])
	}
	go dine(forks[0], forks[4])
	probe.Dump()
}
