package lockflow

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// callee is the function that a call runs for certain, with what it is given; nil if nobody knows. Beyond what the call says itself, a
// local variable that is set to one function literal stands for that literal, also where another literal captured the variable.
func (a *Analysis) callee(call ssa.CallInstruction) (*ssa.Function, site) {
	at := newSite(a, call)
	if fn := a.sole(call); fn != nil {
		return fn, at
	}
	load, ok := call.Common().Value.(*ssa.UnOp)
	if !ok || call.Common().IsInvoke() {
		return nil, at
	}
	switch variable := load.X.(type) {
	case *ssa.Alloc:
		if literal, ok := a.variables.sole(variable).(*ssa.MakeClosure); ok && isLiteral(literal) {
			at.captured = literal.Bindings
			return literal.Fn.(*ssa.Function), at
		}
	case *ssa.FreeVar:
		return a.capturedCallee(variable, at)
	}
	return nil, at
}

// sole is the only function that a call can run, also through an interface to which values of one type come.
func (a *Analysis) sole(call ssa.CallInstruction) *ssa.Function {
	if targets, direct := a.Program.Targets(call); direct && len(targets) == 1 {
		return targets[0]
	}
	return nil
}

func isLiteral(made *ssa.MakeClosure) bool { return made.Fn.(*ssa.Function).Synthetic == "" }

// capturedCallee: both literals are made in one function, so what one of them captured the other one can name if it captured it too.
func (a *Analysis) capturedCallee(variable *ssa.FreeVar, at site) (*ssa.Function, site) {
	caller := a.madeBy(variable.Parent())
	if caller == nil {
		return nil, at
	}
	cell, ok := caller.Bindings[indexOf(variable.Parent().FreeVars, variable)].(*ssa.Alloc)
	if !ok {
		return nil, at
	}
	literal, ok := a.variables.sole(cell).(*ssa.MakeClosure)
	if !ok || !isLiteral(literal) || literal.Parent() != caller.Parent() {
		return nil, at
	}
	for _, bound := range literal.Bindings {
		at.captured = append(at.captured, commonName(bound, caller))
	}
	return literal.Fn.(*ssa.Function), at
}

// commonName is the captured variable of one literal that stands for what another one captured, or nil.
func commonName(bound ssa.Value, caller *ssa.MakeClosure) ssa.Value {
	for i, other := range caller.Bindings {
		if other == bound {
			return caller.Fn.(*ssa.Function).FreeVars[i]
		}
	}
	return nil
}

// madeBy is the only place that makes a function literal.
func (a *Analysis) madeBy(fn *ssa.Function) *ssa.MakeClosure {
	var made *ssa.MakeClosure
	if fn.Parent() == nil {
		return nil
	}
	program.Instructions(fn.Parent(), func(instruction ssa.Instruction) {
		if closure, ok := instruction.(*ssa.MakeClosure); ok && closure.Fn == fn {
			made = closure
		}
	})
	return made
}
