package nilchannel

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// captor is the variable behind a captured one, and the closure that captures it; nil if several do.
func captor(captured *ssa.FreeVar) (*ssa.Alloc, *ssa.MakeClosure) {
	fn := captured.Parent()
	index := slices.Index(fn.FreeVars, captured)
	var closure *ssa.MakeClosure
	program.Instructions(fn.Parent(), func(instruction ssa.Instruction) {
		if made, ok := instruction.(*ssa.MakeClosure); ok && made.Fn == fn {
			closure = made
		}
	})
	if closure == nil {
		return nil, nil
	}
	variable, _ := closure.Bindings[index].(*ssa.Alloc)
	return variable, closure
}

// storesTo lists what sets a variable, in its function and in closures; unknown if its address goes elsewhere.
func storesTo(address ssa.Value) (stores []*ssa.Store, known bool) {
	for _, user := range *address.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if user.Addr != address {
				return nil, false
			}
			if value, ok := user.Val.(*ssa.Const); !ok || !value.IsNil() {
				stores = append(stores, user)
			}
		case *ssa.MakeClosure:
			fn := user.Fn.(*ssa.Function)
			for i, binding := range user.Bindings {
				if binding != address {
					continue
				}
				inner, ok := storesTo(fn.FreeVars[i])
				if !ok {
					return nil, false
				}
				stores = append(stores, inner...)
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return nil, false
		}
	}
	return stores, true
}

// after: the second instruction runs after the first on every path to it, and no path goes from it to the first.
func after(first, second ssa.Instruction) bool {
	a, b := first.Block(), second.Block()
	if a != b {
		return a.Dominates(b) && !b.Dominates(a) && !reaches(b, a, map[*ssa.BasicBlock]bool{})
	}
	return slices.Index(a.Instrs, first) < slices.Index(a.Instrs, second) && !reaches(a, a, map[*ssa.BasicBlock]bool{})
}

func reaches(from, to *ssa.BasicBlock, seen map[*ssa.BasicBlock]bool) bool {
	for _, next := range from.Succs {
		if next == to {
			return true
		}
		if !seen[next] {
			seen[next] = true
			if reaches(next, to, seen) {
				return true
			}
		}
	}
	return false
}
