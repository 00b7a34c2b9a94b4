package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Always says whether each full round of the loop runs an instruction.
func (l *Loop) Always(instruction ssa.Instruction) bool {
	for _, latch := range l.header.Preds {
		if l.blocks[latch] && !instruction.Block().Dominates(latch) {
			return false
		}
	}
	return true
}

// Before is an instruction that runs when control comes to the loop, even if it then does no round.
func (l *Loop) Before() ssa.Instruction {
	if before := l.header.Idom(); before != nil {
		return before.Instrs[0]
	}
	return l.header.Instrs[0]
}

// Size is the number of blocks; a loop within another is smaller.
func (l *Loop) Size() int { return len(l.blocks) }

// Endless says whether no path leads out of the loop.
func (l *Loop) Endless() bool {
	for from := range l.blocks {
		if len(from.Succs) == 0 {
			return false // returns or panics
		}
		for _, to := range from.Succs {
			if !l.blocks[to] {
				return false
			}
		}
	}
	return true
}

// Leaves says whether an edge goes out of the loop.
func (l *Loop) Leaves(from, to *ssa.BasicBlock) bool { return l.blocks[from] && !l.blocks[to] }

// Rounds is how often a loop that counts to a constant goes round, unless it is left early.
func (l *Loop) Rounds() (n int, known bool) {
	for from := range l.blocks {
		for _, to := range from.Succs {
			if !l.finishes(from, to) {
				continue
			}
			if n, known = l.countedRounds(from); known {
				return n, true
			}
		}
	}
	return 0, false
}

// countedRounds: the test "counter < limit" stands before the body or, as in a range over an integer, after it.
func (l *Loop) countedRounds(test *ssa.BasicBlock) (n int, known bool) {
	compare, ok := test.Instrs[len(test.Instrs)-1].(*ssa.If).Cond.(*ssa.BinOp)
	if !ok || compare.Op != token.LSS {
		return 0, false
	}
	limit, ok := constantOf(compare.Y)
	if !ok {
		return 0, false
	}
	counter, step := compare.X, 0
	if sum, ok := counter.(*ssa.BinOp); ok && sum.Op == token.ADD {
		if one, ok := constantOf(sum.Y); ok && one == 1 {
			counter, step = sum.X, 1
		}
	}
	start, ok := l.start(counter)
	if !ok {
		return 0, false
	}
	if after := test != l.header || test.Succs[0] == l.header; after {
		step = 0
	}
	return max(limit-start-step, 0), true
}

// start is the constant that a counter of this loop begins with, if it then grows by one.
func (l *Loop) start(counter ssa.Value) (n int, known bool) {
	phi, ok := counter.(*ssa.Phi)
	if !ok || phi.Block() != l.header {
		return 0, false
	}
	for i, pred := range l.header.Preds {
		if !l.blocks[pred] {
			if n, known = constantOf(phi.Edges[i]); !known {
				return 0, false
			}
			continue
		}
		sum, ok := phi.Edges[i].(*ssa.BinOp)
		if !ok || sum.Op != token.ADD || sum.X != phi {
			return 0, false
		}
		if one, ok := constantOf(sum.Y); !ok || one != 1 {
			return 0, false
		}
	}
	return n, known
}

// constantOf knows integers and the length of a slice that is written out.
func constantOf(v ssa.Value) (int, bool) {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil || v.Value.Kind() != constant.Int {
			return 0, false
		}
		n, exact := constant.Int64Val(v.Value)
		return int(n), exact
	case *ssa.Call:
		builtin, ok := v.Call.Value.(*ssa.Builtin)
		if !ok || builtin.Name() != "len" {
			return 0, false
		}
		return literalLength(v.Call.Args[0])
	default:
		return 0, false
	}
}

func literalLength(v ssa.Value) (int, bool) {
	slice, ok := v.(*ssa.Slice)
	if !ok || slice.Low != nil || slice.High != nil {
		return 0, false
	}
	pointer, ok := slice.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return 0, false
	}
	array, ok := pointer.Elem().Underlying().(*types.Array)
	if !ok {
		return 0, false
	}
	return int(array.Len()), true
}
