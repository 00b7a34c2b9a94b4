// The same function with its arguments swapped.
package main

import (
	"sync"

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

func main() {
	a, b := &account{}, &account{}
	go transfer(a, b)
	go transfer(b, a)
	probe.Dump()
}
