package lockflow

import (
	"go/constant"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/lockset"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// maxCount bounds what one Add takes; a group with a larger count is not followed.
const maxCount = 4

// add is the effect of WaitGroup.Add, if its number is known and what gives it back is not repeated on its own.
func (w *walker) add(c *change, call ssa.CallInstruction, hold Hold) {
	number, ok := call.Common().Args[1].(*ssa.Const)
	if !ok {
		return
	}
	n, _ := constant.Int64Val(number.Value)
	if n < 0 {
		w.free(c, release{path: hold.Path, class: hold.Class, mode: Group})
	}
	if n > maxCount || w.givesBackInLoop(call, hold.Path) || w.isShared(Receiver(call)) {
		return
	}
	for range n {
		c.take(hold)
	}
}

// givesBackInLoop: a loop that starts something, or calls Done, and does not count itself.
func (w *walker) givesBackInLoop(add ssa.CallInstruction, group Path) bool {
	return slices.ContainsFunc(flow.Loops(add.Parent()), func(l *flow.Loop) bool {
		repeats, counts := false, false
		program.Instructions(add.Parent(), func(instruction ssa.Instruction) {
			call, ok := instruction.(ssa.CallInstruction)
			if !ok || !l.Contains(call) {
				return
			}
			_, starts := call.(*ssa.Go)
			name := MethodName(call)
			repeats = repeats || starts || name == "(*sync.WaitGroup).Done" || program.Callee(call) != nil
			counts = counts || name == "(*sync.WaitGroup).Add" && w.PathOf(Receiver(call)) == group
		})
		return repeats && !counts
	})
}

// isShared: the address of a local group is kept somewhere, so that anyone may count it down.
func (w *walker) isShared(address ssa.Value) bool {
	variable, ok := address.(*ssa.Alloc)
	return ok && w.addressKept(variable)
}

func (w *walker) addressKept(address ssa.Value) bool {
	return slices.ContainsFunc(*address.Referrers(), func(user ssa.Instruction) bool {
		switch user := user.(type) {
		case *ssa.Store:
			if user.Val != address {
				return false
			}
			cell, ok := user.Addr.(*ssa.Alloc)
			return !ok || w.variables.sole(cell) == nil
		case *ssa.MakeInterface, *ssa.Phi, *ssa.Return, *ssa.MapUpdate, *ssa.Send:
			return true
		default:
			return false
		}
	})
}

// hasDone says whether a count of a group was given back.
func (s *state) hasDone() bool {
	return slices.ContainsFunc(s.freed, func(r release) bool { return r.mode == Group })
}

func classOf(address ssa.Value) lockset.Class {
	class, _ := lockset.ClassOf(address)
	return class
}
