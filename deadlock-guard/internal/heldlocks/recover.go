package heldlocks

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// recover adds the way out of a function that recovers from panics. A panic can come from anywhere, so whatever the function holds
// anywhere may be held when it returns, except for what deferred calls release. Panics that a caller recovers from are not followed.
func (f *lockFlow) recover() {
	if f.fn.Recover == nil || !f.recovers() {
		return
	}
	panicking := newState()
	for _, block := range f.fn.Blocks {
		f.through(block, func(_ ssa.Instruction, s *state) {
			for key, count := range s.held {
				panicking.held[key] = hold{0, max(count.most, panicking.held[key].most)}
			}
			for key, how := range s.dropped {
				panicking.drop(key, drop{foreign: how.foreign})
			}
			for deferred := range s.deferred {
				panicking.deferred[deferred] = true
			}
		})
	}
	for _, deferred := range f.pending(panicking) {
		after := f.runDeferred(panicking.clone(), deferred)
		if after == nil {
			return
		}
		panicking = after
	}
	f.before[f.fn.Recover] = panicking
}

// recovers says whether a function that is deferred here asks for a panic; one of another package is taken not to.
func (f *lockFlow) recovers() bool {
	for deferred := range f.order {
		value := f.function(deferred.Call.Value)
		switch {
		case deferred.Call.IsInvoke():
		case value.fn != nil && callsRecover(declared(value.fn)):
			return true
		case value.fn == nil && f.recovering[types.TypeString(deferred.Call.Signature(), nil)]:
			return true
		}
	}
	return false
}

// findRecovering finds the types of the functions that ask for a panic, for those that are deferred as values.
func (a *Analysis) findRecovering() {
	a.recovering = map[string]bool{}
	for _, fn := range a.calls.functions {
		if _, onlyCalled := a.program.Callers(fn); !onlyCalled && callsRecover(fn) {
			a.recovering[types.TypeString(fn.Signature, nil)] = true
		}
	}
}

func callsRecover(fn *ssa.Function) (found bool) {
	program.Instructions(fn, func(instruction ssa.Instruction) {
		if call, ok := instruction.(*ssa.Call); ok {
			builtin, ok := call.Call.Value.(*ssa.Builtin)
			found = found || (ok && builtin.Name() == "recover")
		}
	})
	return found
}
