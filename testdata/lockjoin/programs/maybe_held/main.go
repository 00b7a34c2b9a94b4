// A lock is taken on some ways only; this run does not take it.
package main

import (
	"os"
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type gate struct {
	passed      int
	outer, side sync.Mutex
}

func (g *gate) enter(guarded bool) {
	if guarded {
		g.outer.Lock()
	}
	probe.Nap()
	g.side.Lock()
	g.passed++
	g.side.Unlock()
	if guarded {
		g.outer.Unlock()
	}
}

func (g *gate) leave() {
	g.side.Lock()
	probe.Nap()
	g.outer.Lock()
	g.passed++
	g.outer.Unlock()
	g.side.Unlock()
}

func (g *gate) occupy() {
	g.outer.Lock()
	time.Sleep(500 * time.Millisecond)
	g.outer.Unlock()
}

func main() {
	g := &gate{}
	go g.occupy()
	time.Sleep(time.Millisecond)
	go g.leave()
	time.Sleep(time.Millisecond)
	go g.enter(len(os.Args) > 5)
	probe.Dump()
}
