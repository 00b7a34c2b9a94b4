// One goroutine reaches the struct by a package variable, the other by its receiver.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type registry struct {
	count       int
	names, keys sync.Mutex
}

var shared = &registry{}

func rename() {
	shared.names.Lock()
	probe.Nap()
	shared.keys.Lock()
	shared.count++
	shared.keys.Unlock()
	shared.names.Unlock()
}

func (r *registry) revoke() {
	r.keys.Lock()
	probe.Nap()
	r.names.Lock()
	r.count++
	r.names.Unlock()
	r.keys.Unlock()
}

func main() {
	go rename()
	go shared.revoke()
	probe.Dump()
}
