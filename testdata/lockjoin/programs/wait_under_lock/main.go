// A WaitGroup is waited for under the lock that its workers want.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type pool struct {
	done int
	mu   sync.Mutex
	wg   sync.WaitGroup
}

func (p *pool) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wg.Wait()
}

func (p *pool) work() {
	defer p.wg.Done()
	probe.Nap()
	p.mu.Lock()
	p.done++
	p.mu.Unlock()
}

func main() {
	p := &pool{}
	p.wg.Add(2)
	go p.work()
	go p.work()
	go p.stop()
	probe.Dump()
}
