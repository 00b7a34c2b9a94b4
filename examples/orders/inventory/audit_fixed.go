//go:build fixed

package inventory

import "maps"

// Audit reports whether the shelves hold what the journal says. It takes the locks in the ledger's order.
func (l *Ledger) Audit() bool {
	l.shelves.Lock()
	defer l.shelves.Unlock()
	l.settle()
	l.journal.Lock()
	defer l.journal.Unlock()
	return maps.Equal(l.expected(), l.onHand)
}
