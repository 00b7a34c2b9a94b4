// The lock is embedded two levels deep; each peer calls the other.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type base struct {
	sync.Mutex
	hits int
}

type peer struct {
	name string
	base
	other *peer
}

func (p *peer) call() {
	p.Lock()
	defer p.Unlock()
	probe.Nap()
	p.other.answer()
}

func (p *peer) answer() {
	p.Lock()
	p.hits++
	p.Unlock()
}

func main() {
	a, b := &peer{name: "a"}, &peer{name: "b"}
	a.other, b.other = b, a
	go a.call()
	go b.call()
	probe.Dump()
}
