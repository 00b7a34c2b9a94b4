package heldlocks

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// roots are the functions that run on a stack that shows no caller which is known to see their effects: they are started as goroutines,
// kept as values, called by other packages through an interface, or not called at all.
type roots struct {
	graph  *callGraph
	called map[*ssa.Function]bool
	loose  map[*ssa.Function]bool
}

func (a *Analysis) findRoots() *roots {
	r := &roots{graph: a.calls, called: map[*ssa.Function]bool{}, loose: map[*ssa.Function]bool{}}
	a.findInvoked()
	for _, fn := range a.calls.functions {
		program.Instructions(fn, func(instruction ssa.Instruction) { r.note(a, instruction) })
	}
	return r
}

func (r *roots) contains(fn *ssa.Function) bool { return r.loose[fn] || !r.called[fn] }

func (r *roots) note(a *Analysis, instruction ssa.Instruction) {
	call, isCall := instruction.(ssa.CallInstruction)
	starts := isCall && program.Spawns(call)
	if isCall && call.Common().IsInvoke() {
		for _, fn := range r.graph.implementations(call.Common()) {
			r.called[fn] = true
			r.loose[fn] = r.loose[fn] || starts
		}
	}
	if made, ok := instruction.(*ssa.MakeInterface); ok {
		r.noteMethods(a, made)
	}
	for i, operand := range instruction.Operands(nil) {
		fn, ok := (*operand).(*ssa.Function)
		if !ok {
			continue
		}
		if fn = r.graph.withSource(fn); fn == nil {
			continue
		}
		switch {
		case isCall && i == 0 && !starts:
			r.called[fn] = true
		case r.isFollowed(a, instruction):
			r.called[fn] = true
		default:
			r.loose[fn] = true
		}
	}
}

// noteMethods: other packages can call the methods of what becomes one of their interfaces. Calls through the program's own interfaces
// are seen.
func (r *roots) noteMethods(a *Analysis, made *ssa.MakeInterface) {
	named, ok := types.Unalias(made.Type()).(*types.Named)
	if ok && a.variables.analysed[named.Obj().Pkg()] {
		return
	}
	wanted := made.Type().Underlying().(*types.Interface)
	for i := range wanted.NumMethods() {
		object, _, _ := types.LookupFieldOrMethod(made.X.Type(), true, nil, wanted.Method(i).Name())
		method, ok := object.(*types.Func)
		if !ok {
			continue
		}
		if fn := made.Parent().Prog.FuncValue(method.Origin()); fn != nil && r.graph.known[fn] {
			r.loose[fn] = true
		}
	}
}

// findInvoked finds the names of methods that are called through interfaces, here or by other packages.
func (a *Analysis) findInvoked() {
	a.invoked = map[string]bool{}
	for _, fn := range a.calls.functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			if call, ok := instruction.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
				a.invoked[call.Common().Method.Name()] = true
			}
			if made, ok := instruction.(*ssa.MakeInterface); ok {
				methods := made.Type().Underlying().(*types.Interface)
				for i := range methods.NumMethods() {
					a.invoked[methods.Method(i).Name()] = true
				}
			}
		})
	}
}
