package condwait

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/lockset"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// isParked: the loop around a wait asks only what nothing in the program changes. Such a goroutine is parked: no signal is forgotten,
// for there is nothing to tell.
func (c *conds) isParked(wait ssa.Instruction) bool {
	var asked []ssa.Value
	for _, loop := range flow.Loops(wait.Parent()) {
		if loop.Contains(wait) {
			asked = append(asked, loop.Conditions()...)
		}
	}
	for _, condition := range asked {
		if !c.isFixed(condition) {
			return false
		}
	}
	return len(asked) > 0
}

// isFixed: a value that is computed from constants and from fields and variables that nobody sets.
func (c *conds) isFixed(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.BinOp:
		return c.isFixed(v.X) && c.isFixed(v.Y)
	case *ssa.Convert:
		return c.isFixed(v.X)
	case *ssa.Call:
		builtin, ok := v.Call.Value.(*ssa.Builtin)
		return ok && builtin.Name() == "len" && c.isFixed(v.Call.Args[0])
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return v.Op != token.ARROW && c.isFixed(v.X)
		}
		class, known := lockset.ClassOf(v.X)
		return known && isShared(v.X) && !c.changing[class.Key] && !class.IsPublic()
	default:
		return false
	}
}

// isShared: a field or package variable, whose class stands for all of its uses.
func isShared(address ssa.Value) bool {
	switch address.(type) {
	case *ssa.FieldAddr, *ssa.Global:
		return true
	default:
		return false
	}
}

// changing finds the fields and package variables that are set, or whose address or map goes elsewhere, other than while they are made.
func changing(p *program.Program) map[string]bool {
	classes := map[string]bool{}
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			for _, operand := range instruction.Operands(nil) {
				if *operand != nil && isShared(*operand) && changes(instruction, *operand) {
					if class, known := lockset.ClassOf(*operand); known {
						classes[class.Key] = true
					}
				}
			}
		})
	}
	return classes
}

// changes: everything but to read a value, and to set it in what is made here.
func changes(user ssa.Instruction, address ssa.Value) bool {
	switch user := user.(type) {
	case *ssa.UnOp:
		_, isMap := user.Type().Underlying().(*types.Map)
		return isMap && !onlyMeasured(user)
	case *ssa.Store:
		if field, ok := address.(*ssa.FieldAddr); ok && user.Addr == address {
			_, fresh := field.X.(*ssa.Alloc)
			return !fresh
		}
		return user.Parent().Synthetic == "" // a package's initialiser sets its variables
	case *ssa.DebugRef:
		return false
	default:
		return true
	}
}

// onlyMeasured: nothing is done with a map but to ask for its length.
func onlyMeasured(v ssa.Value) bool {
	for _, user := range *v.Referrers() {
		call, ok := user.(*ssa.Call)
		if !ok {
			return false
		}
		if builtin, ok := call.Call.Value.(*ssa.Builtin); !ok || builtin.Name() != "len" {
			return false
		}
	}
	return true
}
