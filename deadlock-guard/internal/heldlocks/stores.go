package heldlocks

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// noteStores finds the fields and package variables that may be set twice.
func (v *variables) noteStores(fn *ssa.Function) {
	built := map[string]bool{} // fields of objects that this function makes, set once already
	program.Instructions(fn, func(instruction ssa.Instruction) {
		if store, ok := instruction.(*ssa.Store); ok {
			v.noteStore(store, built)
		}
		v.noteAddress(instruction)
	})
}

func (v *variables) noteStore(store *ssa.Store, built map[string]bool) {
	object, place := v.stored(store.Addr)
	fresh, isFresh := object.(*ssa.Alloc)
	if isFresh && !runsOncePer(fresh, store) {
		isFresh = false
	}
	_, isGlobal := object.(*ssa.Global)
	if isGlobal && isInitialiser(store.Parent()) {
		isFresh = true
	}
	set := func(field *types.Var, place string) {
		key := object.Name() + place
		if !isFresh || built[key] {
			v.changing[field] = true
		}
		built[key] = true
	}
	if field := variableAt(store.Addr); field != nil {
		set(field, place)
	}
	nested(store.Val.Type(), place, set)
}

// isInitialiser: only the function that sets package variables runs exactly once and before all others.
func isInitialiser(fn *ssa.Function) bool {
	return fn.Parent() == nil && fn.Synthetic != "" && fn.Name() == "init"
}

// stored takes an address apart: the object and the place in it.
func (v *variables) stored(address ssa.Value) (object ssa.Value, place string) {
	switch x := address.(type) {
	case *ssa.FieldAddr:
		object, place = v.stored(x.X)
		return object, fmt.Sprintf("%s.%d", place, x.Field)
	case *ssa.UnOp:
		if value := v.value(x); value != nil {
			return value, ""
		}
	}
	return address, ""
}

// variableAt is the field or package variable at an address.
func variableAt(address ssa.Value) *types.Var {
	switch x := address.(type) {
	case *ssa.FieldAddr:
		return fieldOf(x)
	case *ssa.Global:
		object, _ := x.Object().(*types.Var)
		return object
	default:
		return nil
	}
}

func fieldOf(address *ssa.FieldAddr) *types.Var {
	return structOf(address.X.Type()).Field(address.Field).Origin()
}

// structOf is the struct that a pointer leads to.
func structOf(pointer types.Type) *types.Struct {
	return pointer.Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
}

// nested visits the fields that a copy of a whole struct or array sets. Types cannot hold themselves but by pointers, so this ends.
func nested(t types.Type, place string, visit func(*types.Var, string)) {
	switch t := t.Underlying().(type) {
	case *types.Struct:
		for i := range t.NumFields() {
			inner := fmt.Sprintf("%s.%d", place, i)
			visit(t.Field(i).Origin(), inner)
			nested(t.Field(i).Type(), inner, visit)
		}
	case *types.Array:
		nested(t.Elem(), place+"[]", visit)
	}
}

// noteAddress: who has the address of a pointer can set it. The address of a struct is no such thing: its fields are set by name or
// with the whole struct.
func (v *variables) noteAddress(instruction ssa.Instruction) {
	for _, operand := range instruction.Operands(nil) {
		variable := variableAt(*operand)
		if variable == nil {
			continue
		}
		if _, isPointer := firstWord(variable.Type()); !isPointer {
			continue
		}
		switch user := instruction.(type) {
		case *ssa.UnOp, *ssa.DebugRef, *ssa.FieldAddr, *ssa.IndexAddr:
		case *ssa.Store:
			if user.Val == *operand {
				v.changing[variable] = true
			}
		default:
			v.changing[variable] = true
		}
	}
}
