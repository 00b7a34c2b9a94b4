package lostcancel

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

const maxDepth = 6

// neverEnds says whether a context never ends, where it comes from and how it is called there. The origin is nil if that is not known, or
// if the context is an argument: who calls a function with one that never ends may well mean it.
func neverEnds(context ssa.Value, depth int) (origin ssa.Instruction, name string) {
	if depth == 0 {
		return nil, ""
	}
	switch context := context.(type) {
	case *ssa.Call:
		switch name := calleeName(context); name {
		case "context.Background", "context.TODO", "context.WithoutCancel":
			return context, name
		case "context.WithValue":
			return neverEnds(context.Call.Args[0], depth-1)
		}
	case *ssa.UnOp:
		if store := onlyStore(context.X); store != nil {
			return neverEnds(store.Val, depth-1)
		}
	}
	return nil, ""
}

// lasts says whether a context never ends, or is an argument for which all callers pass one that never does.
func lasts(p *program.Program, context ssa.Value) bool {
	if origin, _ := neverEnds(context, maxDepth); origin != nil {
		return true
	}
	parameter, ok := context.(*ssa.Parameter)
	if !ok || parameter.Parent().Object() == nil || program.IsExported(parameter.Parent()) {
		return false
	}
	calls, complete := p.Callers(parameter.Parent())
	position := slices.Index(parameter.Parent().Params, parameter)
	return complete && len(calls) > 0 && !slices.ContainsFunc(calls, func(call program.Call) bool {
		origin, _ := neverEnds(call.Argument(position), maxDepth)
		return origin == nil
	})
}

// onlyStore is what sets a variable, if that happens once; closures that capture it may only read it.
func onlyStore(address ssa.Value) *ssa.Store {
	if captured, ok := address.(*ssa.FreeVar); ok {
		return onlyStore(binding(captured))
	}
	variable, ok := address.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var only *ssa.Store
	for _, user := range *variable.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if only != nil || user.Addr != ssa.Value(variable) {
				return nil
			}
			only = user
		case *ssa.MakeClosure:
			if writes(user, variable) {
				return nil
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return nil
		}
	}
	return only
}

// binding is what a closure captured, as its maker sees it.
func binding(captured *ssa.FreeVar) ssa.Value {
	fn := captured.Parent()
	var found ssa.Value
	program.Instructions(fn.Parent(), func(instruction ssa.Instruction) {
		made, ok := instruction.(*ssa.MakeClosure)
		if !ok || made.Fn != ssa.Value(fn) {
			return
		}
		for i, free := range fn.FreeVars {
			if free == captured {
				found = made.Bindings[i]
			}
		}
	})
	return found
}

// writes says whether a closure may set a variable that it captures.
func writes(closure *ssa.MakeClosure, variable ssa.Value) bool {
	fn := closure.Fn.(*ssa.Function)
	for i, bound := range closure.Bindings {
		if bound != variable {
			continue
		}
		for _, user := range *fn.FreeVars[i].Referrers() {
			switch user := user.(type) {
			case *ssa.UnOp, *ssa.DebugRef:
			case *ssa.MakeClosure:
				if writes(user, fn.FreeVars[i]) {
					return true
				}
			default:
				return true
			}
		}
	}
	return false
}

func calleeName(call ssa.CallInstruction) string {
	if callee := call.Common().StaticCallee(); callee != nil {
		if object, ok := callee.Object().(*types.Func); ok {
			return object.FullName()
		}
	}
	return ""
}
