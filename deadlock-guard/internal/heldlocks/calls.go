package heldlocks

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// callGraph knows which functions with source a call may run.
type callGraph struct {
	functions []*ssa.Function // in the order of their places in the source, so that no result depends on the order of loading
	known     map[*ssa.Function]bool
	methods   map[string][]*ssa.Function
	memo      map[invocation][]*ssa.Function
}

// invocation is a method asked of an interface.
type invocation struct {
	asked  types.Type
	method *types.Func
}

func newCallGraph(p *program.Program) *callGraph {
	g := &callGraph{known: map[*ssa.Function]bool{}, methods: map[string][]*ssa.Function{}, memo: map[invocation][]*ssa.Function{}}
	for _, fn := range p.Functions {
		if len(fn.Blocks) > 0 && !g.known[fn] {
			g.known[fn] = true
			g.functions = append(g.functions, fn)
		}
	}
	slices.SortStableFunc(g.functions, func(x, y *ssa.Function) int {
		a, b := p.Fset.Position(x.Pos()), p.Fset.Position(y.Pos())
		return cmp.Or(cmp.Compare(a.Filename, b.Filename), cmp.Compare(a.Offset, b.Offset), cmp.Compare(x.String(), y.String()))
	})
	for _, fn := range g.functions {
		if fn.Signature.Recv() != nil {
			g.methods[fn.Name()] = append(g.methods[fn.Name()], fn)
		}
	}
	return g
}

// withSource is the function as it was declared, or nil if it has no source here.
func (g *callGraph) withSource(fn *ssa.Function) *ssa.Function {
	if fn = declared(fn); !g.known[fn] {
		return nil
	}
	return fn
}

// declared is the function behind an instance of a generic one, a method value or a method expression.
func declared(fn *ssa.Function) *ssa.Function {
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	if fn.Synthetic == "" || fn.Parent() != nil {
		return fn
	}
	if object, ok := fn.Object().(*types.Func); ok {
		if method := fn.Prog.FuncValue(object.Origin()); method != nil {
			return method
		}
	}
	return fn
}

// implementations are the methods that a call through an interface may run. Types outside of the program may implement it as well.
func (g *callGraph) implementations(call *ssa.CallCommon) []*ssa.Function {
	asked := invocation{call.Value.Type(), call.Method}
	if found, done := g.memo[asked]; done {
		return found
	}
	var found []*ssa.Function
	if wanted, ok := call.Value.Type().Underlying().(*types.Interface); ok {
		for _, fn := range g.methods[call.Method.Name()] {
			if implements(fn.Signature.Recv().Type(), wanted) {
				found = append(found, fn)
			}
		}
	}
	g.memo[asked] = found
	return found
}

// implements also asks the pointer type: a method of T is one of *T as well, and *T may have the others.
func implements(receiver types.Type, wanted *types.Interface) bool {
	if named, ok := types.Unalias(receiver).(*types.Named); ok {
		if named.TypeParams().Len() > 0 {
			return true // which instances there are is not known here
		}
		return types.Implements(types.NewPointer(receiver), wanted)
	}
	if pointer, ok := types.Unalias(receiver).(*types.Pointer); ok {
		if named, ok := types.Unalias(pointer.Elem()).(*types.Named); ok && named.TypeParams().Len() > 0 {
			return true
		}
	}
	return types.Implements(receiver, wanted)
}

// callees are the functions whose summaries the summary of fn is made of: those that it calls, and the closures that it makes.
func (g *callGraph) callees(fn *ssa.Function) []*ssa.Function {
	var found []*ssa.Function
	program.Instructions(fn, func(instruction ssa.Instruction) {
		if call, ok := instruction.(ssa.CallInstruction); ok {
			if call.Common().IsInvoke() {
				found = append(found, g.implementations(call.Common())...)
			}
		}
		for _, operand := range instruction.Operands(nil) {
			if used, ok := (*operand).(*ssa.Function); ok {
				if callee := g.withSource(used); callee != nil {
					found = append(found, callee)
				}
			}
		}
	})
	return found
}
