// Two locks of a struct that a package variable holds, locked in opposite orders by its methods.
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

func (r *registry) rename() {
	r.names.Lock()
	defer r.names.Unlock()
	probe.Nap()
	r.rekey()
}

func (r *registry) rekey() {
	r.keys.Lock()
	r.count++
	r.keys.Unlock()
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
	go shared.rename()
	go shared.revoke()
	probe.Dump()
}
