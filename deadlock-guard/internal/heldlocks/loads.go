package heldlocks

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// load is the path of what is kept at an address.
func (r *resolver) load(v *ssa.UnOp) Path {
	if value := r.variables.value(v); value != nil {
		return r.path(value)
	}
	offset, isAddress := firstWord(v.Type())
	if !isAddress {
		return r.local(v)
	}
	address := r.path(v.X).add(offset)
	if address == Unknown {
		return r.local(v)
	}
	variable, stable := r.loaded(v.X)
	switch {
	case stable:
		return address.load(true)
	case variable != nil && !r.storesIn(variable):
		return address.load(false)
	default:
		return r.local(v) // each load may give something else
	}
}

// loaded is the field or package variable at an address, and whether its loads agree.
func (r *resolver) loaded(address ssa.Value) (variable *types.Var, stable bool) {
	switch x := address.(type) {
	case *ssa.FieldAddr:
		field := fieldOf(x)
		return field, r.variables.isStableField(field)
	case *ssa.Global:
		object, _ := x.Object().(*types.Var)
		return object, r.variables.isStableGlobal(x)
	case *ssa.FreeVar:
		return nil, r.variables.isStableCaptured(x)
	default:
		return nil, false
	}
}

// storesIn says whether the function, or one that it calls, sets a variable. If not, its loads of the variable are written alike: a lock
// and an unlock through it belong together. Another goroutine that sets it in between would have to be kept out by some lock.
func (r *resolver) storesIn(variable *types.Var) bool {
	return r.stores[r.fn][variable.Origin()]
}

func (r *resolver) extracted(v *ssa.Extract) Path {
	switch tuple := v.Tuple.(type) {
	case *ssa.TypeAssert:
		if v.Index == 0 {
			return r.same(v, tuple.X)
		}
	case *ssa.Call:
		return r.result(v, &tuple.Call, v.Index)
	}
	return r.local(v)
}

// result is what a call returns, if the callee always returns the same.
func (r *resolver) result(v ssa.Value, call *ssa.CallCommon, index int) Path {
	target, summary := r.certain(call)
	if summary == nil || index >= len(summary.results) {
		return r.local(v)
	}
	if path := target.inCaller(summary.results[index].path); path != Unknown && !path.isMutable() {
		return path
	}
	return r.local(v)
}
