package inventory_test

import (
	"testing"
	"time"

	"example.com/orders/inventory"
)

func TestTransferAndAuditOneByOne(t *testing.T) {
	ledger := inventory.NewLedger(map[string]int{"north": 2000})
	for range 1500 { // more than the journal keeps
		if err := ledger.Transfer("north", "south", 1); err != nil {
			t.Fatal(err)
		}
	}
	if !ledger.Audit() {
		t.Error("the journal does not say what the shelves hold")
	}
	if ledger.Transfer("north", "south", 501) == nil {
		t.Error("moved more than there is")
	}
}

func TestTransferAndAuditAtTheSameTime(t *testing.T) {
	ledger := inventory.NewLedger(map[string]int{"north": 10})
	ledger.SetSettleTime(50 * time.Millisecond)
	done := make(chan struct{}, 2)
	go func() {
		_ = ledger.Transfer("north", "south", 1)
		done <- struct{}{}
	}()
	go func() {
		ledger.Audit()
		done <- struct{}{}
	}()
	for range 2 {
		select {
		case <-done:
			if deadlocks {
				t.Error("a call ended, though this build deadlocks")
			}
		case <-time.After(500 * time.Millisecond):
			if !deadlocks {
				t.Fatal("a call did not end")
			}
		}
	}
}
