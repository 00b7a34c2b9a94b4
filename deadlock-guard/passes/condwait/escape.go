package condwait

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/lockset"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// findEscapes finds the variables whose sync.Cond is passed to where it may be signalled unseen.
func (c *conds) findEscapes() {
	for _, fn := range c.Program.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			for _, operand := range instruction.Operands(nil) {
				if *operand == nil || types.TypeString((*operand).Type(), nil) != "*sync.Cond" || !passesOn(instruction, *operand) {
					continue
				}
				if class, ok := lockset.ClassOf(*operand); ok {
					c.escaped[class.Key] = true
				}
			}
		})
	}
}

// passesOn says whether an instruction uses a condition variable other than by its methods.
func passesOn(user ssa.Instruction, v ssa.Value) bool {
	switch user := user.(type) {
	case ssa.CallInstruction:
		return !strings.HasPrefix(lockflow.MethodName(user), "(*sync.Cond).") || lockflow.Receiver(user) != v
	case *ssa.MakeClosure:
		return user.Fn.(*ssa.Function).Synthetic != "" // cond.Broadcast as a value
	case *ssa.FieldAddr, *ssa.DebugRef, *ssa.BinOp:
		return false
	case *ssa.UnOp:
		return user.Op != token.MUL
	case *ssa.Store:
		return user.Val == v
	default:
		return true
	}
}

// isLocal: a value of one function that goes nowhere else.
func isLocal(v ssa.Value) bool {
	made, ok := v.(*ssa.Call)
	if !ok || lockflow.MethodName(made) != "sync.NewCond" {
		return false
	}
	for _, user := range *made.Referrers() {
		if passesOn(user, made) {
			return false
		}
	}
	return true
}

// wakesLocal says whether the function that made a local condition variable signals it.
func wakesLocal(v ssa.Value) bool {
	for _, user := range *v.Referrers() {
		if call, ok := user.(ssa.CallInstruction); ok && lockflow.MethodName(call) != "(*sync.Cond).Wait" {
			return true
		}
	}
	return false
}
