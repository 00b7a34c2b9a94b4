package chanuse

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// rulesOut says whether a node's function cannot take a branch, because the branch compares a parameter, and this call passes a constant
// for it: one function that serves several streams by their names.
func (n *Node) rulesOut(from, to *ssa.BasicBlock) bool {
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return false
	}
	compare, ok := branch.Cond.(*ssa.BinOp)
	if !ok || compare.Op != token.EQL && compare.Op != token.NEQ {
		return false
	}
	x, y := n.constant(compare.X), n.constant(compare.Y)
	if x == nil || y == nil {
		return false
	}
	return constant.Compare(x, compare.Op, y) != (to == from.Succs[0])
}

// constant is the value of a constant, or of a parameter that gets one; nil if it is neither. nil pointers have none.
func (n *Node) constant(v ssa.Value) constant.Value {
	if parameter, ok := v.(*ssa.Parameter); ok && n.Via != nil {
		arguments := n.Via.Common().Args
		if i := slices.Index(n.Fn.Params, parameter); i >= 0 && len(arguments) == len(n.Fn.Params) {
			v = arguments[i]
		}
	}
	if known, ok := v.(*ssa.Const); ok {
		return known.Value
	}
	return nil
}
