//go:build !fixed

package inventory

import "maps"

// Audit reports whether the shelves hold what the journal says.
//
// Bug: it locks journal, then shelves; Transfer locks shelves, then journal. Running at the same time, each waits for the other.
func (l *Ledger) Audit() bool {
	l.journal.Lock()
	defer l.journal.Unlock()
	expected := l.expected()
	l.settle()
	l.shelves.Lock()
	defer l.shelves.Unlock()
	return maps.Equal(expected, l.onHand)
}
