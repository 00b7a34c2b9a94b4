package program

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// exposed are the methods that a value brings into an interface: whoever gets it can call them. Which scanned calls do, dispatched
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

// dispatch is what calls through interfaces run.
type dispatch struct {
	calls   map[*ssa.Function][]Call                // by the method that they can run
	targets map[ssa.CallInstruction][]*ssa.Function // functions of the graph, perhaps wrappers
}

// dispatched follows which types come to each variable (variable type analysis), so that a call does not run the methods of all types that
// happen to have the interface's.
var dispatched = NewFact(func(p *Program) dispatch {
	d := dispatch{calls: map[*ssa.Function][]Call{}, targets: map[ssa.CallInstruction][]*ssa.Function{}}
	if len(p.Functions) == 0 {
		return d
	}
	graph := vta.CallGraph(ssautil.AllFunctions(p.Functions[0].Prog), nil)
	for _, fn := range p.Functions { // in this order, because the graph's is another one each time
		node := graph.Nodes[fn]
		if node == nil {
			continue
		}
		for _, edge := range node.Out {
			if edge.Site == nil || !edge.Site.Common().IsInvoke() {
				continue
			}
			d.targets[edge.Site] = append(d.targets[edge.Site], edge.Callee.Func)
			if method := writtenMethod(edge.Callee.Func); method != nil {
				d.calls[method] = append(d.calls[method], Call{From: fn, Site: edge.Site})
			}
		}
	}
	return d
})

// maxTargets is how many functions a call can run and still be followed: what a dozen have in common is chance.
const maxTargets = 4

// Targets are the functions that a call can run: its callee, or the methods of the types that come to its interface. There are none if
// one of them has no source, if they are too many, or if other packages of the program are missing: their types could come there too.
// They are direct if each gets what the call passes; the method of an embedded field gets that field.
func (p *Program) Targets(call ssa.CallInstruction) (targets []*ssa.Function, direct bool) {
	if callee := Callee(call); callee != nil {
		return []*ssa.Function{callee}, true
	}
	if !call.Common().IsInvoke() || p.part {
		return nil, false
	}
	found := dispatched.Of(p).targets[call]
	if len(found) > maxTargets {
		return nil, false
	}
	direct = true
	for _, fn := range found {
		method := writtenMethod(fn)
		if method == nil || len(method.Blocks) == 0 {
			return nil, false
		}
		direct = direct && fn.Synthetic == ""
		if !slices.Contains(targets, method) {
			targets = append(targets, method)
		}
	}
	slices.SortFunc(targets, func(a, b *ssa.Function) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return targets, direct
}

// writtenMethod is the method behind the wrappers that the compiler makes for embedded fields and for pointers to values.
func writtenMethod(fn *ssa.Function) *ssa.Function {
	object, ok := fn.Object().(*types.Func)
	if !ok {
		return nil
	}
	return fn.Prog.FuncValue(object.Origin())
}
