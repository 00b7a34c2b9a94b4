// Package inventory moves units between warehouses and keeps a journal of every move.
package inventory

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Main is the ledger of the whole process. It being a global, Go's own leak detector cannot call a deadlock on it a leak.
var Main = NewLedger(map[string]int{"north": 10_000, "south": 10_000})

// maxEntries bounds the journal; the oldest entries are folded into the opening stock.
const maxEntries = 1000

// Ledger has two locks. Whoever needs both must take shelves first, then journal.
type Ledger struct {
	shelves sync.Mutex // guards onHand
	onHand  map[string]int

	journal sync.Mutex // guards opening and entries
	opening map[string]int
	entries []entry

	settleTime atomic.Int64
}

type entry struct {
	from, to string
	units    int
}

// NewLedger makes a ledger of warehouses and what they hold.
func NewLedger(opening map[string]int) *Ledger {
	l := &Ledger{onHand: map[string]int{}, opening: map[string]int{}}
	for warehouse, units := range opening {
		l.onHand[warehouse] = units
		l.opening[warehouse] = units
	}
	return l
}

// SetSettleTime sets how long the warehouse system needs for one booking.
func (l *Ledger) SetSettleTime(d time.Duration) { l.settleTime.Store(int64(d)) }

// Transfer moves units and writes the move down.
func (l *Ledger) Transfer(from, to string, units int) error {
	l.shelves.Lock()
	defer l.shelves.Unlock()
	if units <= 0 || l.onHand[from] < units {
		return fmt.Errorf("cannot move %d units from %s, which holds %d", units, from, l.onHand[from])
	}
	l.onHand[from] -= units
	l.onHand[to] += units
	l.settle()
	l.record(entry{from: from, to: to, units: units})
	return nil
}

func (l *Ledger) record(e entry) {
	l.journal.Lock()
	defer l.journal.Unlock()
	if len(l.entries) == maxEntries {
		oldest := l.entries[0]
		l.opening[oldest.from] -= oldest.units
		l.opening[oldest.to] += oldest.units
		l.entries = append(l.entries[:0], l.entries[1:]...)
	}
	l.entries = append(l.entries, e)
}

// expected is what the journal says the warehouses hold; the caller holds journal.
func (l *Ledger) expected() map[string]int {
	units := make(map[string]int, len(l.opening))
	for warehouse, n := range l.opening {
		units[warehouse] = n
	}
	for _, e := range l.entries {
		units[e.from] -= e.units
		units[e.to] += e.units
	}
	return units
}

// settle stands in for the slow write of a real warehouse system.
func (l *Ledger) settle() { time.Sleep(time.Duration(l.settleTime.Load())) }
