// The functions that wait are small enough to be inlined.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type cache struct {
	hits      int
	hot, cold sync.Mutex
}

func (c *cache) touchCold() { c.cold.Lock(); c.hits++; c.cold.Unlock() }
func (c *cache) touchHot()  { c.hot.Lock(); c.hits++; c.hot.Unlock() }

func (c *cache) demote() {
	c.hot.Lock()
	time.Sleep(20 * time.Millisecond)
	c.touchCold()
	c.hot.Unlock()
}

func (c *cache) promote() {
	c.cold.Lock()
	time.Sleep(20 * time.Millisecond)
	c.touchHot()
	c.cold.Unlock()
}

func main() {
	c := &cache{}
	go func() { c.demote() }()
	go func() { c.promote() }()
	probe.Dump()
}
