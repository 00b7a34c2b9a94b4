// A helper gives its caller's lock away for a while.
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

func (g *gate) makeWay() {
	g.outer.Unlock()
	g.side.Lock()
	g.passed++
	g.side.Unlock()
	g.outer.Lock()
}

func (g *gate) enter() {
	g.outer.Lock()
	probe.Nap()
	g.makeWay()
	g.outer.Unlock()
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
