package missingsend

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/flow"
)

// promised is how many values a goroutine sends for certain. Where one is started in a loop, or may tell the maker in another way that
// it sends nothing, their number is not known.
func promised(started *chanuse.Node) int {
	if silentExit(started) != nil {
		return 0
	}
	least := chanuse.Least(started, wakes...)
	if least == 0 || flow.Repeats(started.Via) || chanuse.Least(started, chanuse.Close) > 0 {
		return chanuse.Many
	}
	return least
}

// silentExit is a way out of a goroutine before which it neither sent on any channel nor closed one; nil if there is none.
func silentExit(started *chanuse.Node) ssa.Instruction {
	if !started.Has(wakes...) {
		return nil
	}
	return chanuse.ExitWithout(started, tells, wakes...)
}

// tells: an operation on another channel. That something was received in a select tells the maker if it may have sent it, which it does
// not for a context or timer.
func tells(instruction ssa.Instruction, pick int) bool {
	switch instruction := instruction.(type) {
	case *ssa.Send:
		return true
	case *ssa.Select:
		if pick < 0 {
			return false
		}
		_, fromLibrary := instruction.States[pick].Chan.(*ssa.Call)
		return instruction.States[pick].Dir == types.SendOnly || !fromLibrary
	case ssa.CallInstruction:
		builtin, ok := instruction.Common().Value.(*ssa.Builtin)
		return ok && builtin.Name() == "close"
	default:
		return false
	}
}

// quitter is a goroutine that can end without a send or close.
type quitter struct {
	node *chanuse.Node
	exit ssa.Instruction
}

func quitters(channel *chanuse.Channel, receive chanuse.Op) []quitter {
	var found []quitter
	for _, op := range channel.Ops(wakes...) {
		node := op.Node.Goroutine()
		known := slices.ContainsFunc(found, func(q quitter) bool { return q.node == node })
		if exit := silentExit(node); exit != nil && !known && !chanuse.Correlated(node, exit, receive.Instr) {
			found = append(found, quitter{node, exit})
		}
	}
	return found
}
