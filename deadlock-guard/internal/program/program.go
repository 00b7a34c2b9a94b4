// Package program is the view of the scanned source that rules work on: its functions, who calls whom, and where things stand.
package program

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Program is the scanned part of a build. Functions of other packages have no body here; a call to one is a call into the unknown.
type Program struct {
	Fset *token.FileSet
	// Sources are the packages with their syntax.
	Sources []Source
	// Functions have source, closures after the functions that hold them.
	Functions []*ssa.Function
	callers   map[*ssa.Function][]Call
	asValue   map[*ssa.Function]bool
	info      map[*ssa.Package]*types.Info
	part      bool        // other packages of the program are not there
	facts     map[any]any // results by the address of their Fact
}

// Call is one call of a function.
type Call struct {
	From *ssa.Function
	Site ssa.CallInstruction
}

// Argument is what a call passes for a parameter of the function; a method's receiver counts as the first.
func (c Call) Argument(parameter int) ssa.Value {
	common := c.Site.Common()
	if !common.IsInvoke() {
		return common.Args[parameter]
	}
	if parameter == 0 {
		return common.Value
	}
	return common.Args[parameter-1]
}

// Source is one package with its syntax.
type Source struct {
	Package *ssa.Package
	Files   []*ast.File
	Info    *types.Info
}

// New collects the functions of packages that are built already.
func New(fset *token.FileSet, sources []Source) *Program {
	p := &Program{
		Fset: fset, Sources: sources, callers: map[*ssa.Function][]Call{}, asValue: map[*ssa.Function]bool{},
		info: map[*ssa.Package]*types.Info{}, facts: map[any]any{},
	}
	for _, source := range sources {
		p.info[source.Package] = source.Info
		p.addInitialiser(source.Package)
		for _, file := range source.Files {
			p.addFile(source, file)
		}
	}
	for _, fn := range p.Functions {
		p.addCalls(fn)
	}
	return p
}

// Part is one package without the rest of its program: what is exported may be used in ways that are not seen.
func Part(fset *token.FileSet, source Source) *Program {
	p := New(fset, []Source{source})
	p.part = true
	return p
}

// IsPart says whether other packages of the program are missing here.
func (p *Program) IsPart() bool { return p.part }

// Info is what the type checker knows of a function's package.
func (p *Program) Info(fn *ssa.Function) *types.Info { return p.info[fn.Pkg] }

// addInitialiser adds what package-level variables are set to.
func (p *Program) addInitialiser(pkg *ssa.Package) {
	if fn := pkg.Func("init"); fn != nil {
		p.addFunction(fn)
	}
}

func (p *Program) addFile(source Source, file *ast.File) {
	for _, declaration := range file.Decls {
		declaration, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if object, ok := source.Info.Defs[declaration.Name].(*types.Func); ok {
			if fn := source.Package.Prog.FuncValue(object); fn != nil {
				p.addFunction(fn)
			}
		}
	}
}

func (p *Program) addFunction(fn *ssa.Function) {
	p.Functions = append(p.Functions, fn)
	for _, closure := range fn.AnonFuncs {
		p.addFunction(closure)
	}
}

// Instructions calls visit for every instruction of fn.
func Instructions(fn *ssa.Function, visit func(ssa.Instruction)) {
	for _, block := range fn.Blocks {
		for _, instruction := range block.Instrs {
			visit(instruction)
		}
	}
}
