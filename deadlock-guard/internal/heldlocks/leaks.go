package heldlocks

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// leaks are the classes that one return leaves locked and another one unlocked. A function that keeps a lock if it succeeds and gives
// it back if it fails is meant to.
func leaks(returns []leave) map[Class]bool {
	leaked := map[Class]bool{}
	for _, left := range returns {
		for key, count := range left.state.held {
			if count.least > 0 && slices.ContainsFunc(returns, func(other leave) bool {
				unlocks := other.state.unlocked[key] && other.state.held[key].most == 0
				return unlocks && !(succeeds(left.instruction) && fails(other.instruction))
			}) {
				leaked[key.class] = true
			}
		}
	}
	return leaked
}

// succeeds: the last result is an error, and nil.
func succeeds(leave *ssa.Return) bool {
	err, ok := errorOf(leave)
	constant, isConstant := err.(*ssa.Const)
	return ok && isConstant && constant.IsNil()
}

// fails: the last result is an error, and perhaps not nil.
func fails(leave *ssa.Return) bool {
	_, ok := errorOf(leave)
	return ok && !succeeds(leave)
}

func errorOf(leave *ssa.Return) (ssa.Value, bool) {
	if len(leave.Results) == 0 {
		return nil, false
	}
	last := set(leave, leave.Results[len(leave.Results)-1])
	return last, types.Identical(last.Type(), types.Universe.Lookup("error").Type())
}

// set is what a result was just set to: a function with deferred calls keeps its results in variables.
func set(leave *ssa.Return, result ssa.Value) ssa.Value {
	load, ok := result.(*ssa.UnOp)
	if !ok {
		return result
	}
	for _, instruction := range leave.Block().Instrs {
		if store, ok := instruction.(*ssa.Store); ok && store.Addr == load.X {
			result = store.Val
		}
	}
	return result
}
