package heldlocks

import (
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// anyLock stands for every lock.
var anyLock = Class{"?sync.Locker", Locker}

// findConditions finds the classes of the locks that some sync.Cond gives away while it waits. Which Cond has which is not followed.
func (a *Analysis) findConditions() {
	a.conditions = map[Class]bool{}
	for _, fn := range a.calls.functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			switch x := instruction.(type) {
			case ssa.CallInstruction:
				if callee := x.Common().StaticCallee(); callee != nil && callee.String() == "sync.NewCond" {
					a.noteCondition(x.Common().Args[0])
				}
			case *ssa.Store:
				if field, ok := x.Addr.(*ssa.FieldAddr); ok && isConditionLock(fieldOf(field)) {
					a.noteCondition(x.Val)
				}
			}
		})
	}
}

func isConditionLock(field *types.Var) bool {
	return field.Name() == "L" && field.Pkg() != nil && field.Pkg().Path() == "sync"
}

func (a *Analysis) noteCondition(lock ssa.Value) {
	class := anyLock
	if converted, ok := lock.(*ssa.MakeInterface); ok {
		if kind := lockKind(converted.X.Type()); kind != "" {
			class = a.classOf(converted.X, kind)
		}
	}
	a.conditions[class] = true
}

// givenAway are the classes that waiting for a condition may release, in the order of their names. A Cond that other code made may have
// any lock.
func (a *Analysis) givenAway() []Class {
	if len(a.conditions) == 0 {
		return []Class{anyLock}
	}
	return slices.SortedFunc(maps.Keys(a.conditions), compareClasses)
}
