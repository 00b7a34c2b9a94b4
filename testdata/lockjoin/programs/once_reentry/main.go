// What a Once runs asks for the same Once.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

var (
	ready sync.Once
	state int
)

func setUp() {
	state++
	ensure()
}

func ensure() {
	ready.Do(func() { state++ })
}

func main() {
	go ready.Do(setUp)
	probe.Dump()
}
