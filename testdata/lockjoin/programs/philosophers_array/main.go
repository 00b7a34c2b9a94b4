// Three diners whose forks are elements of an array, chosen by an index.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type table struct {
	meals int
	forks [3]sync.Mutex
}

func (t *table) dine(seat int) {
	for {
		t.forks[seat].Lock()
		probe.Nap()
		t.forks[(seat+1)%3].Lock()
		t.meals++
		t.forks[(seat+1)%3].Unlock()
		t.forks[seat].Unlock()
	}
}

func main() {
	t := &table{}
	for seat := range t.forks {
		go t.dine(seat)
	}
	probe.Dump()
}
