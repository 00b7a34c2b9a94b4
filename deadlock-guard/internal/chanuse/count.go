package chanuse

import (
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
	most := 0
	walk := flow.Walk[int]{
		Step: func(instruction ssa.Instruction, pick int, count int) []int {
			for _, op := range n.OpsAt(instruction) {
				if op.Kind == kind {
					count = Add(count, 1)
				}
			}
			for _, child := range n.ChildrenAt(instruction) {
				count = Add(count, Most(child, kind))
			}
			most = max(most, count)
			return []int{count}
		},
	}
	if _, complete := walk.FromEntry(n.Fn, 0); !complete {
		return 0
	}
	return most
}
