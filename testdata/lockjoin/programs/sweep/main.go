// Goroutines lock one element of a slice after the other.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type item struct {
	value int
	mu    sync.Mutex
}

//go:noinline
func sweep(items []*item) {
	for {
		for _, x := range items {
			x.mu.Lock()
			x.value++
			time.Sleep(time.Millisecond)
			x.mu.Unlock()
		}
	}
}

func main() {
	items := []*item{{}, {}, {}}
	for range 10 {
		go sweep(items)
	}
	probe.Dump()
}
