// A callee unlocks what its caller locked.
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

//go:noinline
func (g *gate) drop() { g.outer.Unlock() }

func (g *gate) enter() {
	g.outer.Lock()
	probe.Nap()
	g.drop()
	g.side.Lock()
	g.passed++
	g.side.Unlock()
}

func (g *gate) leave() {
	g.side.Lock()
	probe.Nap()
	g.outer.Lock()
	g.passed++
	time.Sleep(500 * time.Millisecond)
	g.outer.Unlock()
	g.side.Unlock()
}

func main() {
	g := &gate{}
	go g.enter()
	go g.leave()
	probe.Dump()
}
