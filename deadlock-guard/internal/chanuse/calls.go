package chanuse

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// closure follows the captured variable into the closure.
func (t *tracer) closure(address ssa.Value, made *ssa.MakeClosure, n *Node) {
	t.captures(address, made, n, func(captured ssa.Value, child *Node) { t.cell(captured, nil, child) })
}

// captures finds a captured value in the closure, once for each place that runs it.
func (t *tracer) captures(value ssa.Value, made *ssa.MakeClosure, n *Node, follow func(ssa.Value, *Node)) {
	fn := made.Fn.(*ssa.Function)
	for _, user := range *made.Referrers() {
		if _, ok := user.(*ssa.DebugRef); ok {
			continue
		}
		call, _ := user.(ssa.CallInstruction)
		if call != nil && call.Common().Value != made && !program.Spawns(call) {
			call = nil // an argument of a function that may run it whenever it likes
		}
		child := t.node(n, fn, call)
		if child == nil {
			t.escape(value, "passed on too often")
			return
		}
		for i, binding := range made.Bindings {
			if binding == value {
				follow(fn.FreeVars[i], child)
			}
		}
	}
}

func (t *tracer) call(v ssa.Value, call ssa.CallInstruction, n *Node) {
	common := call.Common()
	if builtin, ok := common.Value.(*ssa.Builtin); ok {
		t.builtin(v, builtin.Name(), call, n)
		return
	}
	t.parameters(v, call, n, t.value)
}

// parameters finds an argument in the function that is called.
func (t *tracer) parameters(v ssa.Value, call ssa.CallInstruction, n *Node, follow func(ssa.Value, *Node)) {
	common := call.Common()
	callee := program.Callee(call)
	if callee == nil || len(callee.Params) != len(common.Args) {
		t.escape(v, "passed to a function whose source is not scanned")
		return
	}
	child := t.node(n, callee, call)
	if child == nil {
		t.escape(v, "passed on too often")
		return
	}
	for i, argument := range common.Args {
		if argument == v {
			follow(callee.Params[i], child)
		}
	}
}

func (t *tracer) builtin(v ssa.Value, name string, call ssa.CallInstruction, n *Node) {
	switch name {
	case "close":
		n.add(Close, call, 0)
	case "len", "cap":
	default:
		t.escape(v, "passed to "+name)
	}
}

// node finds or makes the node of a function that is reached by a call; nil if that leads too far.
func (t *tracer) node(parent *Node, fn *ssa.Function, via ssa.CallInstruction) *Node {
	if parent != nil {
		for _, child := range parent.children {
			if child.Fn == fn && child.Via == via {
				return child
			}
		}
		if parent.depth() >= maxDepth || t.nodes >= maxNodes {
			return nil
		}
	}
	t.nodes++
	node := &Node{Fn: fn, Parent: parent, Via: via, ops: map[ssa.Instruction][]Op{}}
	if parent != nil {
		parent.children = append(parent.children, node)
	}
	return node
}
