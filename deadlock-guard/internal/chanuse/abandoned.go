package chanuse

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
)

// Abandoned looks for a way out of the maker on which more sends are outstanding than the buffer takes. The state is their number; perRun
// says how many sends a goroutine adds.
func Abandoned(channel *Channel, perRun func(*Node) int) (flow.Exit[int], bool) {
	replaced := instead(channel)
	exits, complete := Exits(channel, 0, Effects[int]{
		Op: own,
		Other: func(instruction ssa.Instruction, pick int, n int) int {
			if replaced[receipt{instruction, max(pick, 0)}] && (pick != flow.NoCase || !isSelect(instruction)) {
				return max(Less(n), 0)
			}
			return n
		},
		Spawn:    func(started *Node, n int) int { return Add(n, perRun(started)) },
		Defer:    func(_ *Node, n int) int { return n },
		Complete: drain,
	})
	if !complete {
		return flow.Exit[int]{}, false
	}
	for _, exit := range exits {
		if exit.State > channel.Capacity && !agreed(channel, exit.At) {
			return exit, true
		}
	}
	return flow.Exit[int]{}, false
}

// agreed: a goroutine asks for the same variable as the maker, to send only where the maker stays.
func agreed(channel *Channel, exit ssa.Instruction) bool {
	return slices.ContainsFunc(channel.Ops(Send), func(op Op) bool {
		goroutine := op.Node.Goroutine()
		return goroutine.Parent == channel.Root && Correlated(goroutine, op.Instr, exit)
	})
}

func isSelect(instruction ssa.Instruction) bool {
	_, ok := instruction.(*ssa.Select)
	return ok
}

// own is the effect of what the maker itself does.
func own(op Op, outstanding int) int {
	switch op.Kind {
	case Send, SelectSend:
		return Add(outstanding, 1)
	case Receive, SelectReceive:
		return max(Less(outstanding), 0)
	default: // a send on a closed channel panics, it does not block
		return 0
	}
}

// drain: a loop that receives and does all of its rounds is taken to receive everything.
func drain(ops []Op, outstanding int) int {
	for _, op := range ops {
		if op.Kind == Receive || op.Kind == SelectReceive {
			return 0
		}
	}
	return outstanding
}

// SendsTwice says whether sends are left over only because a goroutine does two of them where one is received: it goes on after the
// first, as without a return.
func SendsTwice(channel *Channel) bool {
	if len(Twice(channel)) == 0 {
		return false
	}
	_, always := Abandoned(channel, func(started *Node) int { return Fewest(started, Send) })
	_, sometimes := Abandoned(channel, func(started *Node) int { return Most(started, Send) })
	return sometimes && !always
}

// Twice lists the sends that the same run of a goroutine can do after another send, outside of loops.
func Twice(channel *Channel) []Op {
	var second []Op
	sends := channel.Ops(Send)
	for _, first := range sends {
		for _, op := range sends {
			if a, b := meet(first, op); op.Node.Context() == Spawned && a != nil && follows(a, b) && !slices.Contains(second, op) {
				second = append(second, op)
			}
		}
	}
	return second
}

// meet finds the two instructions of one function that lead to two operations in the same goroutine.
func meet(first, second Op) (a, b ssa.Instruction) {
	for at, n := first.Instr, first.Node; ; at, n = n.Via, n.Parent {
		for bt, m := second.Instr, second.Node; ; bt, m = m.Via, m.Parent {
			if n == m {
				return at, bt
			}
			if m.Parent == nil || m.step() != Same {
				break
			}
		}
		if n.Parent == nil || n.step() != Same {
			return nil, nil
		}
	}
}

// follows: control can go from a to b, and no loop repeats them.
func follows(a, b ssa.Instruction) bool {
	return a != b && !flow.Repeats(a) && !flow.Repeats(b) && (a.Block() == b.Block() || reaches(a.Block(), b.Block(), map[*ssa.BasicBlock]bool{}))
}

func reaches(from, to *ssa.BasicBlock, seen map[*ssa.BasicBlock]bool) bool {
	if seen[from] {
		return false
	}
	seen[from] = true
	for _, next := range from.Succs {
		if next == to || reaches(next, to, seen) {
			return true
		}
	}
	return false
}
