// Two package variables, locked in opposite orders.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

var (
	books, stock sync.Mutex
	total        int
)

func sell() {
	books.Lock()
	probe.Nap()
	stock.Lock()
	total++
	stock.Unlock()
	books.Unlock()
}

func restock() {
	stock.Lock()
	defer stock.Unlock()
	probe.Nap()
	books.Lock()
	defer books.Unlock()
	total++
}

func main() {
	go sell()
	go restock()
	probe.Dump()
}
