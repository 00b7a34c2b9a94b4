package program

import (
	"go/types"

	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// exposed are the methods that a value brings into an interface: whoever gets it can call them. Which scanned calls do, interfaceCalls
// tells; code that is not scanned may do so too, but only if the method's name is exported.
var exposed = NewFact(func(p *Program) map[*types.Func]bool {
	type conversion struct{ from, to types.Type }
	methods := map[*types.Func]bool{}
	seen := map[conversion]bool{}
	for _, fn := range p.Functions {
		Instructions(fn, func(instruction ssa.Instruction) {
			made, ok := instruction.(*ssa.MakeInterface)
			if !ok || seen[conversion{made.X.Type(), made.Type()}] {
				return
			}
			seen[conversion{made.X.Type(), made.Type()}] = true
			wanted, ok := made.Type().Underlying().(*types.Interface)
			if !ok {
				return
			}
			for method := range wanted.Methods() {
				found, _, _ := types.LookupFieldOrMethod(made.X.Type(), true, method.Pkg(), method.Name())
				if implementation, ok := found.(*types.Func); ok {
					methods[implementation.Origin()] = true
				}
			}
		})
	}
	return methods
})

// interfaceCalls are the scanned calls through interfaces, by the method that they can run. Variable type analysis follows which types
// come to each variable, so that a call does not run the methods of all types that happen to have the interface's.
var interfaceCalls = NewFact(func(p *Program) map[*ssa.Function][]Call {
	calls := map[*ssa.Function][]Call{}
	if len(p.Functions) == 0 {
		return calls
	}
	graph := vta.CallGraph(ssautil.AllFunctions(p.Functions[0].Prog), nil)
	for _, fn := range p.Functions { // in this order, because the graph's is another one each time
		node := graph.Nodes[fn]
		if node == nil {
			continue
		}
		for _, edge := range node.Out {
			if method := writtenMethod(edge.Callee.Func); edge.Site != nil && edge.Site.Common().IsInvoke() && method != nil {
				calls[method] = append(calls[method], Call{From: fn, Site: edge.Site})
			}
		}
	}
	return calls
})

// writtenMethod is the method behind the wrappers that the compiler makes for embedded fields and for pointers to values.
func writtenMethod(fn *ssa.Function) *ssa.Function {
	object, ok := fn.Object().(*types.Func)
	if !ok {
		return nil
	}
	return fn.Prog.FuncValue(object.Origin())
}
