// Three diners, three forks, each begins with the left one.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type fork struct {
	uses int
	mu   sync.Mutex
}

//go:noinline
func dine(left, right *fork) {
	for {
		left.mu.Lock()
		probe.Nap()
		right.mu.Lock()
		left.uses++
		right.uses++
		right.mu.Unlock()
		left.mu.Unlock()
	}
}

func main() {
	forks := []*fork{{}, {}, {}}
	for i, left := range forks {
		go dine(left, forks[(i+1)%len(forks)])
	}
	probe.Dump()
}
