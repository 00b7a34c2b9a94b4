// Two locks in opposite orders, but never both at once.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type registry struct {
	names, keys         sync.Mutex
	nameCount, keyCount int
}

func (r *registry) namesFirst() {
	for {
		r.names.Lock()
		r.nameCount++
		r.names.Unlock()
		r.keys.Lock()
		time.Sleep(time.Millisecond)
		r.keys.Unlock()
	}
}

func (r *registry) keysFirst() {
	for {
		r.keys.Lock()
		r.keyCount++
		r.keys.Unlock()
		r.names.Lock()
		time.Sleep(time.Millisecond)
		r.names.Unlock()
	}
}

func main() {
	r := &registry{}
	for range 20 {
		go r.namesFirst()
		go r.keysFirst()
	}
	probe.Dump()
}
