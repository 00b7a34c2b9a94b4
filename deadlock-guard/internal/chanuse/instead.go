package chanuse

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// receipt is one receive, or the case of a select that receives.
type receipt struct {
	at       ssa.Instruction
	selected int
}

// instead lists the receives from other channels after which a goroutine does not send on this one: it sends a value or an error, each on a
// channel of its own.
func instead(channel *Channel) map[receipt]bool {
	found := map[receipt]bool{}
	sends := channel.Ops(Send)
	for _, other := range Of(channel.Make.Parent()) {
		if other.Make == channel.Make || other.Escape != "" || !exclude(sends, other.Ops(Send)) {
			continue
		}
		for _, op := range other.Ops(Receive, SelectReceive) {
			found[receipt{op.Instr, op.Case}] = true
		}
	}
	return found
}

// exclude: every send of the one kind is in a goroutine that, having done one of the other kind, does not come to it.
func exclude(sends, others []Op) bool {
	for _, send := range sends {
		excluded := false
		for _, other := range others {
			excluded = excluded || isAlternative(send, other)
		}
		if !excluded {
			return false
		}
	}
	return len(sends) > 0
}

func isAlternative(send, other Op) bool {
	if send.Node.Goroutine().Fn != other.Node.Goroutine().Fn {
		return false
	}
	if recovers(other.Node.Fn) {
		return true // sent after a panic
	}
	a, b := send.Instr, other.Instr
	return a.Parent() == b.Parent() && !follows(a, b) && !follows(b, a) && a.Block() != b.Block()
}

func recovers(fn *ssa.Function) bool {
	found := false
	program.Instructions(fn, func(instruction ssa.Instruction) {
		if call, ok := instruction.(*ssa.Call); ok {
			builtin, isBuiltin := call.Call.Value.(*ssa.Builtin)
			found = found || isBuiltin && builtin.Name() == "recover"
		}
	})
	return found
}
