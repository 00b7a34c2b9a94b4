package heldlocks

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// findEscapes finds the classes of locks whose addresses are passed around, so that a pointer may lead to them.
func (a *Analysis) findEscapes() {
	for _, fn := range a.calls.functions {
		program.Instructions(fn, a.noteEscapes)
	}
}

func (a *Analysis) noteEscapes(instruction ssa.Instruction) {
	if made, ok := instruction.(*ssa.MakeInterface); ok {
		a.noteEmbedded(made.X.Type(), 0)
	}
	for i, operand := range instruction.Operands(nil) {
		if *operand != nil && lockKind((*operand).Type()) != "" && !isLockReceiver(instruction, i) && !onlyNames(instruction) {
			a.escaped[a.className(*operand)] = true
		}
	}
}

// lockKind is the kind of the lock that a pointer leads to, or "".
func lockKind(t types.Type) Kind {
	pointer, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return ""
	}
	switch types.TypeString(types.Unalias(pointer.Elem()), nil) {
	case "sync.Mutex":
		return Mutex
	case "sync.RWMutex":
		return RWMutex
	case "sync.Once":
		return Once
	default:
		return ""
	}
}

// isLockReceiver: the operand's own method is called.
func isLockReceiver(instruction ssa.Instruction, operand int) bool {
	call, ok := instruction.(ssa.CallInstruction)
	if !ok || call.Common().IsInvoke() {
		return false
	}
	callee := call.Common().StaticCallee()
	if callee == nil || callee.Object() == nil {
		return false
	}
	object, ok := callee.Object().(*types.Func)
	if !ok {
		return false
	}
	_, isOperation := operations[object.FullName()]
	return isOperation && operand == 1
}

// onlyNames: a load or a closure's variable has a name of its own that is followed.
func onlyNames(instruction ssa.Instruction) bool {
	switch instruction.(type) {
	case *ssa.DebugRef, *ssa.UnOp, *ssa.MakeClosure, *ssa.FieldAddr, *ssa.IndexAddr:
		return true
	default:
		return false
	}
}

// noteEmbedded: a struct with an embedded lock becomes an interface with that lock's methods.
func (a *Analysis) noteEmbedded(t types.Type, depth int) {
	if pointer, ok := types.Unalias(t).(*types.Pointer); ok {
		t = pointer.Elem()
	}
	structure, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 4 {
		return
	}
	for field := range structure.Fields() {
		if !field.Embedded() {
			continue
		}
		if lockKind(types.NewPointer(field.Type())) != "" {
			a.escaped[typeName(t)+"."+field.Name()] = true
		}
		a.noteEmbedded(field.Type(), depth+1)
	}
}
