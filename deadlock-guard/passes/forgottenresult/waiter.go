package forgottenresult

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// waiting is what a waiter has done since it put its channel into the map.
type waiting struct{ received, deleted bool }

// leavesEntry is where the waiter returns without having received its reply and without having taken its entry out of the map; nil if it
// never does. Only a waiter that looks for its reply in a select, beside something else, is known to give up.
func leavesEntry(entry *ssa.MapUpdate, made *ssa.MakeChan, holder types.Object) ssa.Instruction {
	waits := false
	walk := flow.Walk[waiting]{
		Step: func(instruction ssa.Instruction, pick int, s waiting) []waiting {
			switch instruction := instruction.(type) {
			case *ssa.Select:
				for i, state := range instruction.States {
					if state.Dir == types.RecvOnly && unwrap(state.Chan) == ssa.Value(made) {
						waits = true
						s.received = s.received || pick == i
					}
				}
			case *ssa.UnOp:
				s.received = s.received || unwrap(instruction.X) == ssa.Value(made) && instruction.Type() != made.Type()
			case ssa.CallInstruction:
				s.deleted = s.deleted || deletes(instruction, holder, maxDepth)
			}
			return []waiting{s}
		},
	}
	exits, complete := walk.After(entry, waiting{})
	if !complete || !waits {
		return nil
	}
	for _, exit := range exits {
		if !exit.State.received && !exit.State.deleted {
			return exit.At
		}
	}
	return nil
}

const maxDepth = 3

// deletes: a call, now or when the function ends, takes something out of the map.
func deletes(call ssa.CallInstruction, holder types.Object, depth int) bool {
	common := call.Common()
	if builtin, ok := common.Value.(*ssa.Builtin); ok {
		return (builtin.Name() == "delete" || builtin.Name() == "clear") && heldIn(common.Args[0]) == holder
	}
	callee := program.Callee(call)
	if callee == nil || depth == 0 {
		return false
	}
	found := false
	program.Instructions(callee, func(instruction ssa.Instruction) {
		switch instruction := instruction.(type) {
		case *ssa.Store: // the map is replaced
			field, ok := instruction.Addr.(*ssa.FieldAddr)
			if ok && !found {
				pointer := field.X.Type().Underlying().(*types.Pointer)
				found = pointer.Elem().Underlying().(*types.Struct).Field(field.Field).Origin() == holder
			}
		case ssa.CallInstruction:
			found = found || deletes(instruction, holder, depth-1)
		}
	})
	return found
}
