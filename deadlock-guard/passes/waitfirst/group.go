package waitfirst

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// isWait: a call that returns when all goroutines of a group are done.
func isWait(call ssa.CallInstruction) bool {
	name := method(call)
	return name == "(*sync.WaitGroup).Wait" || name == "(*golang.org/x/sync/errgroup.Group).Wait"
}

func method(call ssa.CallInstruction) string {
	if callee := call.Common().StaticCallee(); callee != nil {
		if object, ok := callee.Object().(*types.Func); ok {
			return object.FullName()
		}
	}
	return ""
}

// reportsAfter says whether a goroutine tells the group that it is done only after its send.
func reportsAfter(send chanuse.Op, wait ssa.CallInstruction) bool {
	group := wait.Common().Args[0]
	goroutine := send.Node.Goroutine()
	if strings.HasSuffix(method(goroutine.Via), ".Go") {
		return goroutine.Via.Common().Args[0] == group
	}
	found := false
	program.Instructions(goroutine.Fn, func(instruction ssa.Instruction) {
		done, ok := instruction.(ssa.CallInstruction)
		if !ok || method(done) != "(*sync.WaitGroup).Done" || !isSame(done.Common().Args[0], goroutine, group) {
			return
		}
		_, deferred := done.(*ssa.Defer)
		found = found || deferred || !before(done, send, goroutine)
	})
	return found
}

// before: the goroutine is done with the group when it comes to the send.
func before(done ssa.Instruction, send chanuse.Op, goroutine *chanuse.Node) bool {
	at, node := send.Instr, send.Node
	for node != goroutine {
		at, node = node.Via, node.Parent
	}
	if done.Block() == at.Block() {
		for _, instruction := range done.Block().Instrs {
			if instruction == done || instruction == at {
				return instruction == done
			}
		}
	}
	return done.Block().Dominates(at.Block())
}

// isSame: a value in a goroutine's function is the group of the function that started it.
func isSame(inside ssa.Value, goroutine *chanuse.Node, group ssa.Value) bool {
	common := goroutine.Via.Common()
	switch inside := inside.(type) {
	case *ssa.Parameter:
		for i, parameter := range goroutine.Fn.Params {
			if parameter == inside && i < len(common.Args) {
				return common.Args[i] == group
			}
		}
	case *ssa.FreeVar:
		closure, ok := common.Value.(*ssa.MakeClosure)
		if !ok {
			return false
		}
		for i, captured := range goroutine.Fn.FreeVars {
			if captured == inside {
				return closure.Bindings[i] == group
			}
		}
	case *ssa.UnOp: // a variable that holds a pointer to the group
		outside, ok := group.(*ssa.UnOp)
		return ok && isSame(inside.X, goroutine, outside.X)
	}
	return false
}
