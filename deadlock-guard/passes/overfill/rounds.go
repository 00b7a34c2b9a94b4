package overfill

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// enough is more than any buffer of a constant size that is worth a report; it keeps products small.
const enough = 1 << 20

// rounds is how often the maker's loops repeat an operation; one that gets another channel in each round does not count.
func rounds(channel *chanuse.Channel, op chanuse.Op) int {
	total := 1
	at, node := op.Instr, op.Node
	for {
		loops := flow.Loops(at.Parent())
		slices.SortFunc(loops, func(a, b *flow.Loop) int { return cmp.Compare(a.Size(), b.Size()) }) // inner loops first
		for _, loop := range loops {
			if loop.Contains(at) && (node.Parent != nil || !loop.Contains(channel.Make)) {
				total = min(total*loopRounds(loop, node, at), enough)
				at = loop.Before()
			}
		}
		if node.Parent == nil {
			return total
		}
		at, node = ssa.Instruction(node.Via), node.Parent
	}
}

// loopRounds: a loop that can be left early or does not send in every round may send less; one that also receives, any number.
func loopRounds(loop *flow.Loop, node *chanuse.Node, at ssa.Instruction) int {
	if !loop.Always(at) || loop.LeftEarly() || receives(loop, node) {
		return 1
	}
	if n, known := loop.Rounds(); known {
		return n
	}
	return enough
}

func receives(loop *flow.Loop, node *chanuse.Node) bool {
	found := false
	program.Instructions(node.Fn, func(instruction ssa.Instruction) {
		if !loop.Contains(instruction) {
			return
		}
		for _, op := range node.OpsAt(instruction) {
			found = found || op.Kind == chanuse.Receive || op.Kind == chanuse.SelectReceive
		}
		for _, child := range node.ChildrenAt(instruction) {
			found = found || child.Has(chanuse.Receive, chanuse.SelectReceive)
		}
	})
	return found
}
