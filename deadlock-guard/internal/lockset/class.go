// Package lockset computes which locks are held where. Locks are told apart by class: the field of a type, a package variable or a local
// variable; two values of one type share a class.
package lockset

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Class names a lock for people, and by its key uniquely.
type Class struct {
	Key   string
	Words string
}

// classOf is the class of the lock that an address leads to; ok is false for a parameter, an element of a slice or map and the like.
func classOf(address ssa.Value) (class Class, ok bool) {
	switch v := address.(type) {
	case *ssa.Global:
		return Class{Key: v.Pkg.Pkg.Path() + "." + v.Name(), Words: v.Name()}, true
	case *ssa.FieldAddr:
		return fieldClass(v)
	case *ssa.UnOp: // a pointer to a lock, kept in a field or variable
		if v.Op == token.MUL {
			return classOf(v.X)
		}
	case *ssa.Alloc:
		return localClass(v), true
	case *ssa.FreeVar:
		return capturedClass(v)
	}
	return Class{}, false
}

// fieldClass: a field belongs to its named type; a field of an unnamed struct belongs to what holds the struct.
func fieldClass(field *ssa.FieldAddr) (Class, bool) {
	owner := field.X.Type().Underlying().(*types.Pointer).Elem()
	name := owner.Underlying().(*types.Struct).Field(field.Field).Name()
	if named, ok := types.Unalias(owner).(*types.Named); ok && named.Obj().Pkg() != nil {
		object := named.Obj()
		return Class{Key: object.Pkg().Path() + "." + object.Name() + "." + name, Words: "(*" + object.Name() + ")." + name}, true
	}
	outer, ok := classOf(field.X)
	return Class{Key: outer.Key + "." + name, Words: outer.Words + "." + name}, ok
}

func localClass(variable *ssa.Alloc) Class {
	fn := variable.Parent()
	name := variable.Comment
	if name == "new" || name == "complit" {
		name = program.Variable(fn, variable.Pos())
	}
	return Class{Key: fn.String() + "." + variable.Name() + "." + name, Words: name}
}

// capturedClass finds the variable that a closure captured.
func capturedClass(captured *ssa.FreeVar) (class Class, ok bool) {
	closure := captured.Parent()
	program.Instructions(closure.Parent(), func(instruction ssa.Instruction) {
		made, isClosure := instruction.(*ssa.MakeClosure)
		if !isClosure || made.Fn != closure {
			return
		}
		for i, variable := range closure.FreeVars {
			if variable == captured {
				class, ok = classOf(made.Bindings[i])
			}
		}
	})
	return class, ok
}

// ClassOf is the class of the variable at an address, or of the variable that a pointer or channel was loaded from.
func ClassOf(address ssa.Value) (class Class, ok bool) { return classOf(address) }

// IsPublic: code outside of the package can name the field or variable.
func (c Class) IsPublic() bool {
	parts := strings.Split(c.Key[strings.LastIndexByte(c.Key, '/')+1:], ".")
	for _, part := range parts[1:] {
		if !token.IsExported(part) {
			return false
		}
	}
	return true
}
