package lostcancel

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// uncalled says why a cancel function is never called; known is false if it may be.
func uncalled(p *program.Program, cancel ssa.Value) (why string, known bool) {
	if cancel == nil || len(*cancel.Referrers()) == 0 {
		return "its cancel function is dropped", true
	}
	if len(*cancel.Referrers()) != 1 {
		return "", false
	}
	store, ok := (*cancel.Referrers())[0].(*ssa.Store)
	if !ok {
		return "", false
	}
	address, ok := store.Addr.(*ssa.FieldAddr)
	if !ok {
		return "", false
	}
	field := fieldOf(address)
	if isVisible(field) || mayBeCalled(p, field) {
		return "", false
	}
	return fmt.Sprintf("%s is never called by anything that runs", field.Name()), true
}

func fieldOf(address *ssa.FieldAddr) *types.Var {
	pointer := address.X.Type().Underlying().(*types.Pointer)
	return pointer.Elem().Underlying().(*types.Struct).Field(address.Field).Origin()
}

// isVisible: other packages can use the field.
func isVisible(field *types.Var) bool { return field.Exported() && field.Pkg().Name() != "main" }

// mayBeCalled: a function that can run reads the field, or its address or struct goes where that is not seen.
func mayBeCalled(p *program.Program, field *types.Var) bool {
	for _, fn := range p.Functions {
		reads := false
		program.Instructions(fn, func(instruction ssa.Instruction) {
			switch instruction := instruction.(type) {
			case *ssa.FieldAddr:
				reads = reads || fieldOf(instruction) == field && isRead(instruction)
			case *ssa.Field:
				structure := instruction.X.Type().Underlying().(*types.Struct)
				reads = reads || structure.Field(instruction.Field).Origin() == field
			}
		})
		if reads && canRun(p, fn, map[*ssa.Function]bool{}) {
			return true
		}
	}
	return false
}

// isRead: more is done with the address than to set the field.
func isRead(address *ssa.FieldAddr) bool {
	for _, user := range *address.Referrers() {
		if store, ok := user.(*ssa.Store); !ok || store.Addr != ssa.Value(address) {
			return true
		}
	}
	return false
}

// canRun says whether something that runs may call a function. A method that nothing calls directly may be called through an interface
// if its type has been made one; an exported function of a package other than main, by anybody.
func canRun(p *program.Program, fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	calls, complete := p.Callers(fn)
	if !complete || fn.Name() == "init" || program.IsMain(fn) || (fn.Parent() != nil && len(calls) == 0) {
		return true
	}
	if fn.Object() != nil && fn.Object().Exported() && fn.Pkg != nil && fn.Pkg.Pkg.Name() != "main" {
		return true
	}
	if receiver := fn.Signature.Recv(); receiver != nil && becomesInterface(p, receiver.Type()) {
		return true
	}
	for _, call := range calls {
		if canRun(p, call.From, seen) {
			return true
		}
	}
	return false
}

func becomesInterface(p *program.Program, t types.Type) bool {
	found := false
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			if made, ok := instruction.(*ssa.MakeInterface); ok {
				found = found || named(made.X.Type()) == named(t)
			}
		})
	}
	return found
}

func named(t types.Type) *types.Named {
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	n, ok := t.(*types.Named)
	if !ok {
		return nil
	}
	return n.Origin()
}
