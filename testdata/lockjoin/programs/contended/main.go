// A hundred goroutines want one lock, whose holder sleeps a little.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type counter struct {
	value int
	mu    sync.Mutex
}

func (c *counter) work() {
	for {
		c.mu.Lock()
		c.value++
		time.Sleep(time.Millisecond)
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
