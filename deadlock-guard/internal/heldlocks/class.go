package heldlocks

import (
	"cmp"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Kind is the type of a lock.
type Kind string

// The kinds that are followed. A Locker is an interface that stands for any of the others.
const (
	Mutex   Kind = "Mutex"
	RWMutex Kind = "RWMutex"
	Once    Kind = "Once"
	Locker  Kind = "Locker"
)

// Class is what can be told apart without running the program: two locks of one class may be the same or not.
type Class struct {
	Name string // unique; begins with ? if the class may stand for locks of other classes
	Kind Kind
}

// isAny says whether the class may stand for locks of other classes: it is known by a pointer only.
func (c Class) isAny() bool { return c.Name[0] == '?' }

func compareClasses(a, b Class) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind))
}

// classOf names the lock at an address. A lock that is reached through a pointer that was stored, passed or computed has a class that
// begins with ?, since the pointer may lead to a lock that has a name of its own.
func (a *Analysis) classOf(address ssa.Value, kind Kind) Class {
	return Class{Name: a.className(address), Kind: kind}
}

func (a *Analysis) className(address ssa.Value) string {
	switch v := address.(type) {
	case *ssa.Global:
		return v.Pkg.Pkg.Path() + "." + v.Name()
	case *ssa.FieldAddr:
		return a.fieldName(v)
	case *ssa.IndexAddr:
		if _, isArray := v.X.Type().Underlying().(*types.Pointer); isArray {
			return a.className(v.X) + "[]"
		}
		return "?[]" + typeName(v.X.Type())
	case *ssa.Alloc:
		return a.localName(v)
	case *ssa.FreeVar:
		if bound := a.variables.binding(v); bound != nil {
			return a.className(bound)
		}
	case *ssa.MakeInterface:
		return a.className(v.X)
	case *ssa.ChangeInterface:
		return a.className(v.X)
	case *ssa.ChangeType:
		return a.className(v.X)
	case *ssa.UnOp:
		if value := a.variables.value(v); value != nil {
			return a.className(value)
		}
		return a.pointerName(v)
	}
	return "?" + typeName(address.Type())
}

// pointerName tells pointers that are kept in different fields and variables apart, for people.
func (a *Analysis) pointerName(load *ssa.UnOp) string {
	switch v := load.X.(type) {
	case *ssa.FieldAddr:
		return "?" + a.fieldName(v)
	case *ssa.Global:
		return "?" + a.className(v)
	}
	return "?" + typeName(load.Type())
}

// fieldName: a field belongs to its named type; a field of an unnamed struct to what holds the struct.
func (a *Analysis) fieldName(field *ssa.FieldAddr) string {
	owner := types.Unalias(field.X.Type().Underlying().(*types.Pointer).Elem())
	name := owner.Underlying().(*types.Struct).Field(field.Field).Name()
	if _, isNamed := owner.(*types.Named); isNamed {
		return typeName(owner) + "." + name
	}
	return a.className(field.X) + "." + name
}

func (a *Analysis) localName(variable *ssa.Alloc) string {
	fn := variable.Parent()
	name := variable.Comment
	if name == "new" || name == "complit" || name == "" {
		name = cmp.Or(program.Variable(fn, variable.Pos()), variable.Name())
	}
	return fn.String() + "." + name
}

// typeName leaves out pointers and type arguments.
func typeName(t types.Type) string {
	if pointer, ok := types.Unalias(t).(*types.Pointer); ok {
		return typeName(pointer.Elem())
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		t = named.Origin()
		object := named.Obj()
		if object.Pkg() != nil {
			return object.Pkg().Path() + "." + object.Name()
		}
		return object.Name()
	}
	return types.TypeString(t, nil)
}
