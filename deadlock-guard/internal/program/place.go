package program

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// Place is where an instruction of fn stands.
func (p *Program) Place(instruction ssa.Instruction) finding.Place {
	fn := instruction.Parent()
	return p.placeAt(fn, position(instruction))
}

// At is a position that belongs to a function, or is declared where the function can see it.
func (p *Program) At(fn *ssa.Function, pos token.Pos) finding.Place { return p.placeAt(fn, pos) }

// Beginning is a partner at the start of a function.
func (p *Program) Beginning(fn *ssa.Function, message string) []finding.Partner {
	return []finding.Partner{{Message: message, Place: p.placeAt(fn, start(fn))}}
}

func (p *Program) placeAt(fn *ssa.Function, pos token.Pos) finding.Place {
	return finding.Place{
		Pos:       pos,
		Position:  p.Fset.Position(pos),
		Symbol:    identity.OfFunction(fn),
		StartLine: p.Fset.Position(start(fn)).Line,
	}
}

// position falls back to the end of the function, which is where a return without a statement stands.
func position(instruction ssa.Instruction) token.Pos {
	if call, ok := instruction.(ssa.CallInstruction); ok && instruction.Pos() == token.NoPos {
		return call.Common().Pos()
	}
	if pos := instruction.Pos(); pos != token.NoPos {
		return pos
	}
	if syntax := instruction.Parent().Syntax(); syntax != nil {
		return syntax.End() - 1
	}
	return instruction.Parent().Pos()
}

// start is the func keyword.
func start(fn *ssa.Function) token.Pos {
	if syntax := fn.Syntax(); syntax != nil {
		return syntax.Pos()
	}
	return fn.Pos()
}

// Variable is the name of the variable that the value made at pos is given to, or "".
func Variable(fn *ssa.Function, pos token.Pos) string {
	name := ""
	if fn.Syntax() == nil {
		return name
	}
	ast.Inspect(fn.Syntax(), func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for i, value := range node.Rhs {
				if identifier, ok := node.Lhs[i%len(node.Lhs)].(*ast.Ident); ok && contains(value, pos) {
					name = identifier.Name
				}
			}
		case *ast.ValueSpec:
			for i, value := range node.Values {
				if contains(value, pos) {
					name = node.Names[i%len(node.Names)].Name
				}
			}
		}
		return true
	})
	return name
}

// contains is true for the call itself, not for a function literal around it.
func contains(value ast.Expr, pos token.Pos) bool {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	return ok && call.Pos() <= pos && pos < call.End()
}
