// Locking returns the function that unlocks.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type ledger struct {
	sum         int
	debit, paid sync.Mutex
}

func (l *ledger) holdDebit() func() {
	l.debit.Lock()
	return l.debit.Unlock
}

func (l *ledger) charge() {
	defer l.holdDebit()()
	probe.Nap()
	l.paid.Lock()
	l.sum++
	l.paid.Unlock()
}

func (l *ledger) settle() {
	l.paid.Lock()
	unlock := l.paid.Unlock
	defer unlock()
	probe.Nap()
	l.debit.Lock()
	l.sum++
	l.debit.Unlock()
}

func main() {
	l := &ledger{}
	go l.charge()
	go l.settle()
	probe.Dump()
}
