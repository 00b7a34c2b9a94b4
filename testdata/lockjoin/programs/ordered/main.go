// Two locks that everybody takes in the same order.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type registry struct {
	count       int
	names, keys sync.Mutex
}

func (r *registry) both() {
	for {
		r.names.Lock()
		r.keys.Lock()
		r.count++
		time.Sleep(time.Millisecond)
		r.keys.Unlock()
		r.names.Unlock()
	}
}

func (r *registry) one() {
	for {
		r.keys.Lock()
		r.count++
		time.Sleep(time.Millisecond)
		r.keys.Unlock()
	}
}

func main() {
	r := &registry{}
	for range 20 {
		go r.both()
		go r.one()
	}
	probe.Dump()
}
