package lostslot

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// onlyValue is what a variable is set to, if that happens once and where it is declared; else nil.
func onlyValue(variable *ssa.Alloc) ssa.Value {
	var stores []*ssa.Store
	if !storesTo(variable, &stores) || len(stores) != 1 || stores[0].Parent() != variable.Parent() {
		return nil
	}
	return stores[0].Val
}

// storesTo collects the stores to a variable, those of closures too; false if its address goes elsewhere.
func storesTo(address ssa.Value, stores *[]*ssa.Store) bool {
	for _, user := range *address.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if user.Val == address {
				return false
			}
			*stores = append(*stores, user)
		case *ssa.MakeClosure:
			for i, bound := range user.Bindings {
				if bound == address && !storesTo(user.Fn.(*ssa.Function).FreeVars[i], stores) {
					return false
				}
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// method is the full name of the function or method that a call runs, or "".
func method(call ssa.CallInstruction) string {
	callee := call.Common().StaticCallee()
	if callee == nil || callee.Synthetic != "" && len(callee.FreeVars) > 0 {
		return ""
	}
	if object, ok := callee.Object().(*types.Func); ok {
		return object.FullName()
	}
	return ""
}
