// A send under a lock, to a receiver that wants the lock first.
package main

import (
	"sync"
	"time"

	"example.com/lockjoin/probe"
)

type queue struct {
	pushed, sum int
	items       chan int
	mu          sync.Mutex
}

func (q *queue) push(item int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	probe.Nap()
	q.items <- item
}

func (q *queue) work() {
	for {
		q.mu.Lock()
		q.pushed++
		q.mu.Unlock()
		q.sum += <-q.items
	}
}

func main() {
	q := &queue{items: make(chan int)}
	go q.push(1)
	time.Sleep(5 * time.Millisecond)
	go q.work()
	probe.Dump()
}
