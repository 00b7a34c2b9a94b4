// A method that holds the lock calls one that takes it.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type counter struct {
	value, seen int
	mu          sync.Mutex
}

func (c *counter) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.value++
	c.report()
}

func (c *counter) report() {
	c.mu.Lock()
	c.seen = c.value
	c.mu.Unlock()
}

func main() {
	go new(counter).add()
	probe.Dump()
}
