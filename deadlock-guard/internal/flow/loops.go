package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Loop is a natural loop: its header dominates all of its blocks.
type Loop struct {
	header *ssa.BasicBlock
	blocks map[*ssa.BasicBlock]bool
}

// Loops are the loops of a function, one for each header.
func Loops(fn *ssa.Function) []*Loop {
	var loops []*Loop
	for _, header := range fn.Blocks {
		loop := &Loop{header: header, blocks: map[*ssa.BasicBlock]bool{header: true}}
		for _, latch := range header.Preds {
			if header.Dominates(latch) {
				loop.add(latch)
			}
		}
		if len(loop.blocks) > 1 || slices.Contains(header.Succs, header) {
			loops = append(loops, loop)
		}
	}
	return loops
}

func (l *Loop) add(block *ssa.BasicBlock) {
	if l.blocks[block] {
		return
	}
	l.blocks[block] = true
	for _, pred := range block.Preds {
		l.add(pred)
	}
}

// Contains says whether an instruction is repeated by the loop.
func (l *Loop) Contains(instruction ssa.Instruction) bool { return l.blocks[instruction.Block()] }

// Conditions are what the loop asks to find out whether it ends.
func (l *Loop) Conditions() []ssa.Value {
	var conditions []ssa.Value
	for _, block := range l.header.Parent().Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok && l.blocks[block] && (!l.blocks[block.Succs[0]] || !l.blocks[block.Succs[1]]) {
			conditions = append(conditions, branch.Cond)
		}
	}
	return conditions
}

// Repeats says whether one run of its function can run an instruction more than once.
func Repeats(instruction ssa.Instruction) bool {
	return slices.ContainsFunc(Loops(instruction.Parent()), func(l *Loop) bool { return l.Contains(instruction) })
}

// Completes says whether an edge stands for a loop that did all of its rounds (perhaps none), and not for leaving it early.
func (l *Loop) Completes(from, to *ssa.BasicBlock) bool {
	if l.blocks[from] {
		return l.finishes(from, to)
	}
	return slices.Contains(from.Succs, l.header) && to != l.header &&
		slices.ContainsFunc(to.Preds, func(last *ssa.BasicBlock) bool { return l.finishes(last, to) })
}

// LeftEarly says whether the loop has a way out before its rounds are done.
func (l *Loop) LeftEarly() bool {
	for from := range l.blocks {
		for _, to := range from.Succs {
			if !l.blocks[to] && !l.finishes(from, to) {
				return true
			}
		}
	}
	return false
}

// finishes: the test for the next round stands at the loop's start or end, and counts, or asks a range for more.
func (l *Loop) finishes(from, to *ssa.BasicBlock) bool {
	if !l.blocks[from] || l.blocks[to] || (from != l.header && !slices.Contains(from.Succs, l.header)) {
		return false
	}
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	return ok && (isCount(branch.Cond, l.header) || asksForMore(branch.Cond))
}

// isCount: a comparison of integers, one of which changes from round to round.
func isCount(condition ssa.Value, header *ssa.BasicBlock) bool {
	compare, ok := condition.(*ssa.BinOp)
	if !ok || !slices.Contains([]token.Token{token.LSS, token.LEQ, token.GTR, token.GEQ, token.NEQ, token.EQL}, compare.Op) {
		return false
	}
	basic, ok := compare.X.Type().Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0 && (isCounter(compare.X, header) || isCounter(compare.Y, header))
}

// isCounter: a variable of the loop, one more or less than it, or the length of what it collects.
func isCounter(v ssa.Value, header *ssa.BasicBlock) bool {
	switch v := v.(type) {
	case *ssa.Phi:
		return v.Block() == header
	case *ssa.BinOp:
		return isCounter(v.X, header)
	case *ssa.Call:
		builtin, ok := v.Call.Value.(*ssa.Builtin)
		return ok && builtin.Name() == "len" && isCounter(v.Call.Args[0], header)
	case *ssa.UnOp:
		return v.Op == token.MUL && isVariable(v.X)
	default:
		return false
	}
}

// isVariable: a variable that closures share.
func isVariable(address ssa.Value) bool {
	switch address.(type) {
	case *ssa.Alloc, *ssa.FreeVar, *ssa.Global:
		return true
	default:
		return false
	}
}

// asksForMore: the ok of a range over a map or string, or of a receive.
func asksForMore(condition ssa.Value) bool {
	ok, isExtract := condition.(*ssa.Extract)
	if !isExtract {
		return false
	}
	switch tuple := ok.Tuple.(type) {
	case *ssa.Next:
		return ok.Index == 0
	case *ssa.UnOp:
		return tuple.Op == token.ARROW && ok.Index == 1
	default:
		return false
	}
}
