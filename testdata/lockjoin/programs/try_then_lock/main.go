// The first lock is taken by TryLock, the second by Lock.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type cache struct {
	hits      int
	hot, cold sync.Mutex
}

func (c *cache) demote() {
	if !c.hot.TryLock() {
		return
	}
	probe.Nap()
	c.cold.Lock()
	c.hits++
	c.cold.Unlock()
	c.hot.Unlock()
}

func (c *cache) promote() {
	if c.cold.TryLock() {
		probe.Nap()
		c.hot.Lock()
		c.hits++
		c.hot.Unlock()
		c.cold.Unlock()
	}
}

func main() {
	c := &cache{}
	go c.demote()
	go c.promote()
	probe.Dump()
}
