// Two goroutines walk a list hand over hand; the parameter is assigned in the loop.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type node struct {
	next *node
	mu   sync.Mutex
}

//go:noinline
func walk(n *node) {
	n.mu.Lock()
	for n.next != nil {
		time.Sleep(10 * time.Millisecond)
		n.next.mu.Lock()
		n.mu.Unlock()
		n = n.next
	}
	time.Sleep(time.Second)
	n.mu.Unlock()
}

func main() {
	last := &node{}
	first := &node{next: &node{next: last}}
	go walk(first)
	probe.Nap()
	go walk(first)
	probe.Dump()
}
