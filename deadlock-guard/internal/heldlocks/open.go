package heldlocks

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// findOpen finds the classes that code which is not analysed may lock: it was given the lock's address, or can write its name.
func (a *Analysis) findOpen() {
	a.open, a.given = map[string]bool{}, map[string]bool{}
	for _, fn := range a.calls.functions {
		program.Instructions(fn, a.noteOpen)
	}
}

func (a *Analysis) noteOpen(instruction ssa.Instruction) {
	for i, operand := range instruction.Operands(nil) {
		if *operand == nil || lockKind((*operand).Type()) == "" {
			continue
		}
		name := a.className(*operand)
		gone := !isLockReceiver(instruction, i) && a.leaves(instruction)
		a.open[name] = a.open[name] || gone || a.isVisible(*operand)
		a.given[name] = a.given[name] || gone
	}
}

// isVisible: the lock has a name that other packages can write.
func (a *Analysis) isVisible(address ssa.Value) bool {
	if element, ok := address.(*ssa.IndexAddr); ok {
		return a.isVisible(element.X)
	}
	variable := variableAt(address)
	if variable == nil {
		return false
	}
	return !a.variables.analysed[variable.Pkg()] || (!a.scope.Whole && token.IsExported(variable.Name()))
}

// leaves: the instruction gives an address to code that is not analysed, or to where it is not followed.
func (a *Analysis) leaves(instruction ssa.Instruction) bool {
	switch x := instruction.(type) {
	case ssa.CallInstruction:
		common := x.Common()
		if common.IsInvoke() {
			return true
		}
		callee := common.StaticCallee()
		if callee == nil {
			return true
		}
		return a.calls.withSource(callee) == nil && !isSync(callee)
	case *ssa.Store:
		field, ok := x.Addr.(*ssa.FieldAddr)
		return ok && !a.variables.analysed[fieldOf(field).Pkg()]
	case *ssa.MakeInterface:
		_, hasName := types.Unalias(x.Type()).(*types.Named) // such as sync.Locker
		return !hasName || slices.ContainsFunc(*x.Referrers(), a.leaves)
	default:
		return false
	}
}

// isSync: NewCond and the like lock only when they are told to.
func isSync(fn *ssa.Function) bool {
	return fn.Pkg != nil && strings.HasPrefix(fn.Pkg.Pkg.Path(), "sync")
}
