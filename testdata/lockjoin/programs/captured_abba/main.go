// Two closures captured the same two local variables.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type shelf struct {
	count int
	mu    sync.Mutex
}

func start() {
	upper, lower := &shelf{}, &shelf{}
	go func() {
		upper.mu.Lock()
		probe.Nap()
		lower.mu.Lock()
		lower.count++
		lower.mu.Unlock()
		upper.mu.Unlock()
	}()
	go func() {
		lower.mu.Lock()
		probe.Nap()
		upper.mu.Lock()
		upper.count++
		upper.mu.Unlock()
		lower.mu.Unlock()
	}()
}

func main() {
	start()
	probe.Dump()
}
