package chanuse

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

const conditionDepth = 6

// Correlated says whether a test that decides on an instruction of a goroutine, and one that decides on an instruction of its maker, ask
// for the same variable: they may well agree.
func Correlated(goroutine *Node, inside, outside ssa.Instruction) bool {
	if goroutine.Via == nil || inside.Parent() != goroutine.Fn {
		return false
	}
	known := map[ssa.Value]bool{}
	deciders(outside, func(v ssa.Value) { known[v] = true })
	shared := false
	deciders(inside, func(v ssa.Value) { shared = shared || known[asMaker(goroutine, v)] })
	return shared
}

// deciders visits what the tests on the way to an instruction depend on.
func deciders(at ssa.Instruction, visit func(ssa.Value)) {
	for block := at.Block(); block != nil; block = block.Idom() {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if ok && block != at.Block() {
			operands(branch.Cond, visit, conditionDepth)
		}
	}
}

func operands(v ssa.Value, visit func(ssa.Value), depth int) {
	if _, isConst := v.(*ssa.Const); isConst || depth == 0 {
		return
	}
	visit(v)
	instruction, ok := v.(ssa.Instruction)
	if !ok {
		return
	}
	for _, operand := range instruction.Operands(nil) {
		if *operand != nil {
			operands(*operand, visit, depth-1)
		}
	}
}

// asMaker is a value of a goroutine's function as the function that starts it knows it.
func asMaker(goroutine *Node, v ssa.Value) ssa.Value {
	common := goroutine.Via.Common()
	switch v := v.(type) {
	case *ssa.FreeVar:
		if closure, ok := closureOf(common); ok {
			for i, captured := range goroutine.Fn.FreeVars {
				if captured == v && i < len(closure.Bindings) {
					return closure.Bindings[i]
				}
			}
		}
	case *ssa.Parameter:
		for i, parameter := range goroutine.Fn.Params {
			if parameter == v && i < len(common.Args) {
				return common.Args[i]
			}
		}
	}
	return v
}

// closureOf is the closure that a call runs: its callee, or the last argument of a call that stands for a go statement.
func closureOf(common *ssa.CallCommon) (*ssa.MakeClosure, bool) {
	closure, ok := common.Value.(*ssa.MakeClosure)
	if !ok && len(common.Args) > 0 {
		closure, ok = common.Args[len(common.Args)-1].(*ssa.MakeClosure)
	}
	return closure, ok
}

// EndsByValue says whether some receive is compared with a constant that a goroutine sends: a value that says that no more will come.
func EndsByValue(channel *Channel) bool {
	for _, op := range channel.Ops(Receive) {
		receive, ok := op.Instr.(*ssa.UnOp)
		if !ok {
			continue
		}
		for _, user := range *receive.Referrers() {
			compare, ok := user.(*ssa.BinOp)
			if ok && (compare.Op == token.EQL || compare.Op == token.NEQ) && sends(channel, compare.Y) {
				return true
			}
		}
	}
	return false
}

func sends(channel *Channel, v ssa.Value) bool {
	last, ok := v.(*ssa.Const)
	if !ok || last.Value == nil {
		return false
	}
	for _, op := range channel.Ops(Send) {
		value, ok := op.Instr.(*ssa.Send).X.(*ssa.Const)
		if ok && value.Value != nil && constant.Compare(value.Value, token.EQL, last.Value) {
			return true
		}
	}
	return false
}
