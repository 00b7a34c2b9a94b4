// What a Once runs wants a lock whose holder waits for the Once.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

var (
	ready sync.Once
	mu    sync.Mutex
	state int
)

func setUp() {
	probe.Nap()
	mu.Lock()
	state++
	mu.Unlock()
}

func first() { ready.Do(setUp) }

func second() {
	mu.Lock()
	defer mu.Unlock()
	probe.Nap()
	first()
}

func main() {
	go first()
	go second()
	probe.Dump()
}
