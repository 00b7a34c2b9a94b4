package heldlocks

import "golang.org/x/tools/go/ssa"

// components are the groups of functions that call each other, callees before callers (Tarjan's algorithm).
func (g *callGraph) components() [][]*ssa.Function {
	search := &componentSearch{graph: g, index: map[*ssa.Function]int{}, low: map[*ssa.Function]int{}, open: map[*ssa.Function]bool{}}
	for _, fn := range g.functions {
		if search.index[fn] == 0 {
			search.visit(fn)
		}
	}
	return search.found
}

type componentSearch struct {
	graph *callGraph
	index map[*ssa.Function]int // from 1, in the order of the first visits
	low   map[*ssa.Function]int
	open  map[*ssa.Function]bool
	stack []*ssa.Function
	found [][]*ssa.Function
}

func (s *componentSearch) visit(fn *ssa.Function) {
	s.index[fn] = len(s.index) + 1
	s.low[fn] = s.index[fn]
	s.stack = append(s.stack, fn)
	s.open[fn] = true
	for _, callee := range s.graph.callees(fn) {
		if s.index[callee] == 0 {
			s.visit(callee)
			s.low[fn] = min(s.low[fn], s.low[callee])
		} else if s.open[callee] {
			s.low[fn] = min(s.low[fn], s.index[callee])
		}
	}
	if s.low[fn] == s.index[fn] {
		s.close(fn)
	}
}

// close takes a finished component off the stack.
func (s *componentSearch) close(first *ssa.Function) {
	for i := len(s.stack) - 1; ; i-- {
		s.open[s.stack[i]] = false
		if s.stack[i] == first {
			s.found = append(s.found, append([]*ssa.Function(nil), s.stack[i:]...))
			s.stack = s.stack[:i]
			return
		}
	}
}
