package nilchannel

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// nilVariable looks at a variable in memory: one that closures share, or an element of a slice.
func nilVariable(p *program.Program, load *ssa.UnOp, why reason) (reason, bool) {
	switch address := load.X.(type) {
	case *ssa.IndexAddr:
		return nilElement(p, address, why)
	case *ssa.Alloc:
		return nilLocal(p, load, address, why)
	case *ssa.FreeVar:
		return nilCapture(p, address, why)
	}
	return why, false
}

// nilLocal: a variable that closures share, in the function that declares it.
func nilLocal(p *program.Program, load *ssa.UnOp, variable *ssa.Alloc, why reason) (reason, bool) {
	stores, known := storesTo(variable)
	if !known || slices.ContainsFunc(stores, func(store *ssa.Store) bool { return store.Parent() != load.Parent() }) {
		return why, false
	}
	if len(stores) == 0 {
		why.text = "it is nil, and was never made"
		return why, true
	}
	if !unsetAt(load, variable, stores) {
		return why, false
	}
	why.text = "it is nil on a path on which it was not made"
	why.partners = []finding.Partner{{Message: "made on other paths only", Place: p.Place(stores[0])}}
	return why, true
}

// nilCapture: the variable that a closure captured is never set, or set only after the go statement that starts the closure.
func nilCapture(p *program.Program, captured *ssa.FreeVar, why reason) (reason, bool) {
	variable, closure := captor(captured)
	if variable == nil {
		return why, false
	}
	stores, known := storesTo(variable)
	if !known {
		return why, false
	}
	if len(stores) == 0 {
		why.text = "it is nil, and was never made"
		return why, true
	}
	if !startedBefore(closure, stores) {
		return why, false
	}
	made := p.Place(stores[0])
	why.text = fmt.Sprintf("the goroutine may come here before line %d makes the channel; make it before the go statement", made.Position.Line)
	why.partners = []finding.Partner{{Message: "is made here, too late", Place: made}}
	return why, true
}

// startedBefore: the closure is only ever started as a goroutine, each time before the variable is set.
func startedBefore(closure *ssa.MakeClosure, stores []*ssa.Store) bool {
	for _, user := range *closure.Referrers() {
		call, ok := user.(ssa.CallInstruction)
		if !ok || !program.Spawns(call) {
			return false
		}
		if slices.ContainsFunc(stores, func(store *ssa.Store) bool { return store.Parent() != call.Parent() || !after(call, store) }) {
			return false
		}
	}
	return len(*closure.Referrers()) > 0
}

// nilElement: a slice that was made with room for channels, and never got any.
func nilElement(p *program.Program, element *ssa.IndexAddr, why reason) (reason, bool) {
	slice, ok := element.X.(*ssa.MakeSlice)
	if !ok {
		return why, false
	}
	for _, user := range *slice.Referrers() {
		switch user := user.(type) {
		case *ssa.IndexAddr:
			if slices.ContainsFunc(*user.Referrers(), func(use ssa.Instruction) bool { _, load := use.(*ssa.UnOp); return !load }) {
				return why, false
			}
		case *ssa.Call:
			if builtin, ok := user.Call.Value.(*ssa.Builtin); !ok || builtin.Name() != "len" {
				return why, false
			}
		default:
			return why, false
		}
	}
	why.text = "the slice is made with room for channels, but none is put into it"
	why.partners = []finding.Partner{{Message: "its elements are nil", Place: p.Place(slice)}}
	return why, true
}
