package missingunlock

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
)

// maxPartners bounds how many of those that wait for the lock are named.
const maxPartners = 5

// report tells of the place that takes the lock, since the next goroutine blocks there.
func report(locks *lockflow.Analysis, fn *ssa.Function, hold lockflow.Hold, exit lockflow.Exit) finding.Finding {
	name := lockflow.Words(fn, hold.Class.Words, hold.Path, "the lock")
	leaves := locks.Program.Place(exit.At)
	taken := acquisition(locks, fn, hold)
	entry, path := locks.Way(fn, taken.Calls, taken.At)
	partners := []finding.Partner{{Message: "returns here without unlocking " + name, Place: leaves}}
	return finding.Finding{
		Message: fmt.Sprintf("lock of %s blocks for ever once %s has returned at line %d without unlocking it",
			name, leaves.Symbol, leaves.Position.Line),
		At:        locks.Program.Place(taken.At),
		Operation: taken.Wait,
		Entry:     entry,
		Object:    name,
		LockSet:   lockflow.LockWords(fn, taken.Under),
		Path:      path,
		Partners:  append(partners, waiters(locks, hold)...),
	}
}

// acquisition is where the lock is taken, perhaps by a helper that fn calls.
func acquisition(locks *lockflow.Analysis, fn *ssa.Function, hold lockflow.Hold) lockflow.Op {
	for _, event := range locks.Of(fn).Events {
		isHere := event.At == hold.At || len(event.Calls) > 0 && event.Calls[0] == hold.At
		if event.Kind == lockflow.Acquire && isHere && event.Class == hold.Class && event.Mode == hold.Mode {
			return event.Op
		}
	}
	return lockflow.Op{At: hold.At, Wait: identity.MutexLock} // TryLock: those who come later wait
}

// waiters are other places that take the lock.
func waiters(locks *lockflow.Analysis, hold lockflow.Hold) []finding.Partner {
	var partners []finding.Partner
	seen := map[ssa.Instruction]bool{hold.At: true}
	locks.FunctionsWith(func(_ *ssa.Function, result *lockflow.Result) {
		for _, event := range result.Events {
			if event.Kind != lockflow.Acquire || event.Class != hold.Class || hold.Class.Key == "" || seen[event.At] || len(partners) >= maxPartners {
				continue
			}
			seen[event.At] = true
			if event.Mode == lockflow.Write || hold.Mode == lockflow.Write {
				partners = append(partners, finding.Partner{Message: "waits for ever for " + hold.Class.Words + " then", Place: locks.Program.Place(event.At)})
			}
		}
	})
	return partners
}
