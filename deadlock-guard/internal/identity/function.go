package identity

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// OfFunction is the symbol that Go prints for a function of the program.
func OfFunction(fn *ssa.Function) string {
	elements := []string(nil)
	outer := fn
	for ; outer.Parent() != nil; outer = outer.Parent() {
		if !isRangeBody(outer) {
			elements = []string{"func1"} // any closure: its number is dropped anyway
		}
	}
	if origin := outer.Origin(); origin != nil {
		outer = origin
	}
	return name{pkg: packagePath(outer), elements: append(declared(outer), elements...)}.symbol()
}

// isRangeBody: the body of a loop over a function is compiled as a function, whose name differs from the surrounding one's only by a
// suffix that symbols do not have.
func isRangeBody(fn *ssa.Function) bool {
	_, ok := fn.Syntax().(*ast.RangeStmt)
	return ok
}

// declared is the receiver and the name of a declared function.
func declared(fn *ssa.Function) []string {
	object, _ := fn.Object().(*types.Func)
	if object == nil {
		return []string{fn.Name()} // a package's initialiser
	}
	if receiver := object.Signature().Recv(); receiver != nil {
		return []string{receiverName(receiver.Type()), object.Name()}
	}
	return []string{object.Name()}
}

func receiverName(t types.Type) string {
	if pointer, ok := types.Unalias(t).(*types.Pointer); ok {
		return "(*" + receiverName(pointer.Elem()) + ")"
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name()
	}
	return t.String()
}

func packagePath(fn *ssa.Function) string {
	if fn.Pkg == nil {
		return ""
	}
	if fn.Pkg.Pkg.Name() == "main" {
		return "main"
	}
	return fn.Pkg.Pkg.Path()
}
