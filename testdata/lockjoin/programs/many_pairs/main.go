// Twenty structs, each with a deadlock of two goroutines and a third one that waits behind them.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type registry struct {
	count       int
	names, keys sync.Mutex
}

func (r *registry) rename() {
	r.names.Lock()
	probe.Nap()
	r.keys.Lock()
	r.count++
	r.keys.Unlock()
	r.names.Unlock()
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
	for range 20 {
		r := &registry{}
		go r.rename()
		go r.revoke()
		go r.rename()
	}
	probe.Dump()
}
