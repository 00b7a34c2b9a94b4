package heldlocks

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// Function is a function with places of interest.
type Function struct {
	Symbol     string
	File       string // with slashes, relative to the module's root
	Start, End int    // lines of its func keyword and closing brace
	Parameters []string
	Captured   int
	Dictionary bool // its first argument word says which types it was made for
	Points     []Point
}

func (a *Analysis) describe(fn *ssa.Function) Function {
	syntax := fn.Syntax()
	start, end := a.program.Fset.Position(syntax.Pos()), a.program.Fset.Position(syntax.End()-1)
	switch syntax := syntax.(type) {
	case *ast.FuncDecl:
		start = a.program.Fset.Position(syntax.Type.Func)
	case *ast.RangeStmt: // its first line is where the function around it stands
		if len(syntax.Body.List) > 0 {
			start = a.program.Fset.Position(syntax.Body.List[0].Pos())
		}
	}
	described := Function{
		Symbol: symbolOf(fn), File: a.scope.FileName(start.Filename), Start: start.Line, End: end.Line,
		Captured: len(fn.FreeVars), Dictionary: isGeneric(fn),
	}
	assigned := a.assignedParameters(fn)
	for _, parameter := range fn.Params {
		letter := parameterLetter(parameter.Type())
		if assigned[parameter.Object()] {
			letter += "R"
		}
		described.Parameters = append(described.Parameters, letter)
	}
	return described
}

// isGeneric: closures of a generic function have its dictionary among what they captured.
func isGeneric(fn *ssa.Function) bool {
	return fn.Parent() == nil && (fn.TypeParams().Len() > 0 || fn.Signature.RecvTypeParams().Len() > 0)
}

func parameterLetter(t types.Type) string {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return "O"
	}
	switch t := t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Chan:
		return "P"
	case *types.Interface:
		return "I"
	case *types.Slice:
		return "S"
	case *types.Signature:
		return "F"
	case *types.Basic:
		switch {
		case t.Kind() == types.UnsafePointer:
			return "P"
		case t.Info()&(types.IsInteger|types.IsBoolean|types.IsFloat) != 0:
			return "N"
		}
	}
	return "O"
}

// assignedParameters are those that a function, or a closure in it, assigns or takes the address of.
func (a *Analysis) assignedParameters(fn *ssa.Function) map[types.Object]bool {
	assigned := map[types.Object]bool{}
	info := a.program.Info(fn)
	if info == nil {
		return assigned
	}
	note := func(e ast.Expr) {
		if name, ok := ast.Unparen(e).(*ast.Ident); ok {
			if object := info.Uses[name]; object != nil {
				assigned[object] = true
			}
		}
	}
	ast.Inspect(fn.Syntax(), func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for _, left := range node.Lhs {
				note(left)
			}
		case *ast.IncDecStmt:
			note(node.X)
		case *ast.RangeStmt:
			note(node.Key)
			note(node.Value)
		case *ast.UnaryExpr:
			if node.Op == token.AND {
				note(node.X)
			}
		}
		return true
	})
	return assigned
}

// symbolOf is the symbol that Go prints. The body of a loop over a function is a function of its own in go/ssa, but is printed as what
// holds it.
func symbolOf(fn *ssa.Function) string {
	for fn.Parent() != nil && fn.Synthetic != "" {
		fn = fn.Parent()
	}
	return identity.OfFunction(fn)
}
