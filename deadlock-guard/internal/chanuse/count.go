package chanuse

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
)

// Many is where counting stops: it stands for any larger number.
const Many = 32

// Add adds to a count that may be Many.
func Add(count, n int) int { return min(count+n, Many) }

// Less takes one off; Many stays Many, since nobody knows how many they are.
func Less(count int) int {
	if count == Many {
		return Many
	}
	return count - 1
}

// Most is the largest number of times that one run of a node's function, with all that it calls and starts, does an operation of a kind.
func Most(n *Node, kind Kind) int {
	const never = -1 // on a path that this call does not take
	most := 0
	walk := flow.Walk[int]{
		Edge: func(from, to *ssa.BasicBlock, count int) int {
			if n.rulesOut(from, to) {
				return never
			}
			return count
		},
		Step: func(instruction ssa.Instruction, pick int, count int) []int {
			if count == never {
				return nil
			}
			count = Add(count, countAt(n, instruction, pick, []Kind{kind}, func(child *Node) int { return Most(child, kind) }))
			most = max(most, count)
			return []int{count}
		},
	}
	if _, complete := walk.FromEntry(n.Fn, 0); !complete {
		return 0
	}
	return most
}

// Least is the smallest number of times that one run of a node's function does an operation of one of the kinds before it ends; Many if
// it never ends, or if that is not known.
func Least(n *Node, kinds ...Kind) int {
	least := Many
	for _, count := range counts(n, kinds) {
		least = min(least, count)
	}
	return least
}

// Fewest is as Least, of the runs that do it at all.
func Fewest(n *Node, kind Kind) int {
	fewest := Many
	for _, count := range counts(n, []Kind{kind}) {
		if count > 0 {
			fewest = min(fewest, count)
		}
	}
	return fewest
}

// counts are the possible numbers of operations of a run that ends.
func counts(n *Node, kinds []Kind) []int {
	walk := flow.Walk[int]{
		Step: func(instruction ssa.Instruction, pick int, count int) []int {
			return []int{Add(count, countAt(n, instruction, pick, kinds, func(child *Node) int { return Least(child, kinds...) }))}
		},
	}
	exits, complete := walk.FromEntry(n.Fn, 0)
	if !complete {
		return nil
	}
	var found []int
	for _, exit := range exits {
		found = append(found, exit.State)
	}
	return found
}

// countAt is what one instruction adds; a select adds only the case that it took.
func countAt(n *Node, at ssa.Instruction, pick int, kinds []Kind, nested func(*Node) int) int {
	count := 0
	for _, op := range n.OpsAt(at) {
		if slices.Contains(kinds, op.Kind) && (pick == flow.NoCase || pick == op.Case) {
			count++
		}
	}
	for _, child := range n.ChildrenAt(at) {
		count = Add(count, nested(child))
	}
	return count
}

// ExitWithout is a way out of a node's function before which it did no operation of the kinds, and no instruction for which instead is
// true; nil if there is none.
func ExitWithout(n *Node, instead func(instruction ssa.Instruction, pick int) bool, kinds ...Kind) ssa.Instruction {
	walk := flow.Walk[bool]{
		Step: func(instruction ssa.Instruction, pick int, done bool) []bool {
			count := countAt(n, instruction, pick, kinds, func(child *Node) int { return Least(child, kinds...) })
			return []bool{done || count > 0 || instead(instruction, pick)}
		},
	}
	exits, _ := walk.FromEntry(n.Fn, false)
	for _, exit := range exits {
		if !exit.State {
			return exit.At
		}
	}
	return nil
}
