package chanuse

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
)

// Before is the largest number of times that a run of a goroutine did an operation of a kind before it comes to op.
func Before(op Op, kind Kind) int {
	total := 0
	for at, n := op.Instr, op.Node; ; at, n = n.Via, n.Parent {
		total = Add(total, beforeAt(n, at, kind))
		if n.Parent == nil || n.step() == Spawned {
			return total
		}
	}
}

func beforeAt(n *Node, at ssa.Instruction, kind Kind) int {
	most := 0
	walk := flow.Walk[int]{
		Step: func(instruction ssa.Instruction, pick int, count int) []int {
			if instruction == at {
				most = max(most, count)
			}
			return []int{Add(count, countAt(n, instruction, pick, []Kind{kind}, func(child *Node) int { return Most(child, kind) }))}
		},
	}
	walk.FromEntry(n.Fn, 0)
	return most
}

// LeastReceived is the smallest number of values that the maker has received when it leaves.
func LeastReceived(channel *Channel) int {
	exits, _ := Exits(channel, 0, Effects[int]{
		Op: func(op Op, count int) int {
			if op.Kind == Receive || op.Kind == SelectReceive {
				return Add(count, 1)
			}
			return count
		},
		Spawn:    func(_ *Node, count int) int { return count },
		Defer:    func(_ *Node, count int) int { return count },
		Complete: func(_ []Op, count int) int { return count },
	})
	least := Many
	for _, exit := range exits {
		least = min(least, exit.State)
	}
	return least
}
