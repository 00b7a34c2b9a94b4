// The locks are passed as pointers.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type pair struct{ a, b sync.Mutex }

var runs int

//go:noinline
func both(first, second *sync.Mutex) {
	first.Lock()
	probe.Nap()
	second.Lock()
	runs++
	second.Unlock()
	first.Unlock()
}

func main() {
	p := &pair{}
	go both(&p.a, &p.b)
	go both(&p.b, &p.a)
	probe.Dump()
}
