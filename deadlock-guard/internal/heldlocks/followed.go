package heldlocks

import (
	"golang.org/x/tools/go/ssa"
)

// maxFollowed bounds how far a function value is followed.
const maxFollowed = 6

// isFollowed: a closure or method value that is only called where it can be seen which one it is, and not in a goroutine of its own.
func (r *roots) isFollowed(a *Analysis, instruction ssa.Instruction) bool {
	made, ok := instruction.(*ssa.MakeClosure)
	return ok && a.onlyCalled(made, 0)
}

func (a *Analysis) onlyCalled(value ssa.Value, depth int) bool {
	if depth > maxFollowed {
		return false
	}
	for _, user := range *value.Referrers() {
		switch user := user.(type) {
		case *ssa.DebugRef:
		case *ssa.Call, *ssa.Defer:
			if call := user.(ssa.CallInstruction).Common(); call.Value != value && !isOnce(call) {
				return false
			}
		case *ssa.Store:
			variable, ok := user.Addr.(*ssa.Alloc)
			if !ok || a.variables.sole(variable) != value || !a.loadsOnlyCalled(variable, depth+1) {
				return false
			}
		case *ssa.ChangeType:
			if !a.onlyCalled(user, depth+1) {
				return false
			}
		case *ssa.Return:
			if !a.returnOnlyCalled(value, user, depth+1) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func isOnce(call *ssa.CallCommon) bool {
	callee := call.StaticCallee()
	if callee == nil {
		return false
	}
	op, _ := methodOf(callee)
	return op.effect == runsOnce
}

func (a *Analysis) loadsOnlyCalled(variable *ssa.Alloc, depth int) bool {
	for _, user := range *variable.Referrers() {
		switch user := user.(type) {
		case *ssa.UnOp:
			if !a.onlyCalled(user, depth) {
				return false
			}
		case *ssa.Store, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// returnOnlyCalled follows what a function returns to those that call it, if all of them are known and it never returns anything else.
func (a *Analysis) returnOnlyCalled(value ssa.Value, leave *ssa.Return, depth int) bool {
	known := a.summaries[leave.Parent()]
	calls, complete := a.program.Callers(leave.Parent())
	if !complete || known == nil || len(calls) == 0 || leave.Parent().Signature.Recv() != nil && a.mayBeInvoked(leave.Parent()) {
		return false
	}
	for i, returned := range leave.Results {
		if returned != value {
			continue
		}
		if known.results[i].function.fn == nil {
			return false
		}
		for _, call := range calls {
			if !a.resultOnlyCalled(call.Site, i, depth) {
				return false
			}
		}
	}
	return true
}

// mayBeInvoked: a call through an interface may run the method.
func (a *Analysis) mayBeInvoked(method *ssa.Function) bool { return a.invoked[method.Name()] }

func (a *Analysis) resultOnlyCalled(site ssa.CallInstruction, index int, depth int) bool {
	call, ok := site.(*ssa.Call)
	if !ok {
		return false
	}
	if call.Call.Signature().Results().Len() == 1 {
		return a.onlyCalled(call, depth)
	}
	for _, user := range *call.Referrers() {
		if part, ok := user.(*ssa.Extract); ok && part.Index == index && !a.onlyCalled(part, depth) {
			return false
		}
	}
	return true
}
