// It looks like locks in opposite orders, until a third goroutine unlocks one of them.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type gate struct {
	passed      int
	outer, side sync.Mutex
}

func (g *gate) enter() {
	g.outer.Lock()
	probe.Nap()
	g.side.Lock()
	g.passed++
	g.side.Unlock()
}

func (g *gate) leave() {
	g.side.Lock()
	probe.Nap()
	g.outer.Lock()
	g.passed++
	g.outer.Unlock()
	g.side.Unlock()
}

func (g *gate) open() {
	time.Sleep(500 * time.Millisecond)
	g.outer.Unlock()
}

func main() {
	g := &gate{}
	go g.enter()
	go g.leave()
	go g.open()
	probe.Dump()
}
