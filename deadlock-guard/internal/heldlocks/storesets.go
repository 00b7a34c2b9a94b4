package heldlocks

import (
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// collectStores finds for each function the fields and package variables that it, or a function that it calls, sets.
func (g *callGraph) collectStores(components [][]*ssa.Function) map[*ssa.Function]map[*types.Var]bool {
	stores := map[*ssa.Function]map[*types.Var]bool{}
	for _, component := range components {
		all := map[*types.Var]bool{}
		for _, fn := range component {
			ownStores(fn, all)
			for _, callee := range g.callees(fn) {
				maps.Copy(all, stores[callee])
			}
		}
		for _, fn := range component {
			stores[fn] = all
		}
	}
	return stores
}

func ownStores(fn *ssa.Function, into map[*types.Var]bool) {
	program.Instructions(fn, func(instruction ssa.Instruction) {
		store, ok := instruction.(*ssa.Store)
		if !ok {
			return
		}
		if variable := variableAt(store.Addr); variable != nil {
			into[variable] = true
		}
		if _, fresh := store.Addr.(*ssa.Alloc); !fresh {
			nested(store.Val.Type(), "", func(field *types.Var, _ string) { into[field] = true })
		}
	})
}
