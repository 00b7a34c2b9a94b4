// Two methods that take both locks on one line each, in opposite orders: the line alone does not say which of the locks a goroutine waits for.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type pair struct{ a, b sync.Mutex }

func (p *pair) up()   { p.a.Lock(); probe.Nap(); p.b.Lock(); p.b.Unlock(); p.a.Unlock() }
func (p *pair) down() { p.b.Lock(); probe.Nap(); p.a.Lock(); p.a.Unlock(); p.b.Unlock() }

func main() {
	both := &pair{}
	go both.up()
	go both.down()
	probe.Dump()
}
