// A chain of waiting transfers ends at a holder that sleeps for a second.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type account struct {
	balance int
	mu      sync.Mutex
}

//go:noinline
func transfer(from, to *account) {
	from.mu.Lock()
	probe.Nap()
	to.mu.Lock()
	to.balance++
	to.mu.Unlock()
	from.mu.Unlock()
}

func (a *account) audit() {
	a.mu.Lock()
	time.Sleep(time.Second)
	a.mu.Unlock()
}

func main() {
	a, b, c := &account{}, &account{}, &account{}
	go c.audit()
	go transfer(b, c)
	probe.Nap()
	go transfer(a, b)
	probe.Dump()
}
