// Two goroutines walk a ring hand over hand; the parameter is assigned in the loop.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type node struct {
	next *node
	mu   sync.Mutex
}

//go:noinline
func walk(n *node) {
	n.mu.Lock()
	for {
		probe.Nap()
		n.next.mu.Lock()
		n.mu.Unlock()
		n = n.next
	}
}

func main() {
	a, b := &node{}, &node{}
	a.next, b.next = b, a
	go walk(a)
	go walk(b)
	probe.Dump()
}
