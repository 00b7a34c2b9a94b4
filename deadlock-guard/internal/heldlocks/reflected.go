package heldlocks

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// noteReflected: what becomes an interface without methods may be taken apart by a decoder, which can set every exported field that
// it reaches. Fields that are not exported are out of its reach.
func (v *variables) noteReflected(fn *ssa.Function, seen map[types.Type]bool) {
	program.Instructions(fn, func(instruction ssa.Instruction) {
		made, ok := instruction.(*ssa.MakeInterface)
		if ok && made.Type().Underlying().(*types.Interface).NumMethods() == 0 {
			v.reflect(made.X.Type(), seen)
		}
	})
}

func (v *variables) reflect(t types.Type, seen map[types.Type]bool) {
	t = types.Unalias(t)
	if seen[t] {
		return
	}
	seen[t] = true
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		v.reflect(t.Elem(), seen)
	case *types.Slice:
		v.reflect(t.Elem(), seen)
	case *types.Array:
		v.reflect(t.Elem(), seen)
	case *types.Map:
		v.reflect(t.Elem(), seen)
	case *types.Struct:
		for field := range t.Fields() {
			if field.Exported() {
				v.changing[field.Origin()] = true
				v.reflect(field.Type(), seen)
			}
		}
	}
}
