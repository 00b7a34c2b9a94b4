// A hundred goroutines want one lock, whose holder computes.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type counter struct {
	value int
	mu    sync.Mutex
}

func (c *counter) work() {
	for {
		c.mu.Lock()
		for i := range 30_000 {
			c.value += i
		}
		c.mu.Unlock()
	}
}

func main() {
	c := &counter{}
	for range 100 {
		go c.work()
	}
	probe.Dump()
}
