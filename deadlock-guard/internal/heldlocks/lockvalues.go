package heldlocks

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// noteValues finds methods of locks that are used as values, or run as goroutines: somebody locks or unlocks who cannot be seen.
func (l *locks) noteValues(f *lockFlow, r *roots) {
	program.Instructions(f.fn, func(instruction ssa.Instruction) {
		if started, ok := instruction.(*ssa.Go); ok {
			if op, ok := f.operation(started.Common()); ok {
				l.noteLoose(op)
			}
		}
		if made, ok := instruction.(*ssa.MakeClosure); ok {
			if op, ok := f.bound(made); ok && !r.isFollowed(l.Analysis, made) {
				l.noteLoose(op)
			}
			return
		}
		for i, operand := range instruction.Operands(nil) {
			if fn, ok := (*operand).(*ssa.Function); ok && !isCallee(instruction, i) {
				if op, ok := methodOf(fn); ok {
					l.noteLoose(lockCall{op, nothing})
				}
			}
		}
	})
}

func isCallee(instruction ssa.Instruction, operand int) bool {
	_, isCall := instruction.(ssa.CallInstruction)
	return isCall && operand == 0
}

// methodOf is what a function of the sync package does.
func methodOf(fn *ssa.Function) (operation, bool) {
	object, ok := fn.Object().(*types.Func)
	if !ok {
		return operation{}, false
	}
	op, ok := operations[object.FullName()]
	return op, ok
}

// bound is the operation that a method value of a lock will do.
func (f *lockFlow) bound(made *ssa.MakeClosure) (lockCall, bool) {
	value := f.closure(made)
	if !value.isBound() {
		return lockCall{}, false
	}
	op, ok := methodOf(value.fn)
	return lockCall{op, value.captured[0]}, ok
}

func (l *locks) noteLoose(op lockCall) {
	l.each(op.key().class, func(lock *Lock) {
		switch op.effect {
		case releases:
			lock.Handoff = true
		case acquires, tries:
			lock.Lost = true
		}
	})
}
