// An early return forgets the unlock; who comes later waits for a lock that no stack holds.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type vault struct {
	opened int
	mu     sync.Mutex
}

func (v *vault) open(sealed bool) bool {
	v.mu.Lock()
	if sealed {
		return false
	}
	v.opened++
	v.mu.Unlock()
	return true
}

func main() {
	v := &vault{}
	go v.open(true)
	probe.Nap()
	go v.open(false)
	go v.open(false)
	probe.Dump()
}
