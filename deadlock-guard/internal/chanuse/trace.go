package chanuse

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// tracer follows values that are the channel, and cells: variables that hold it because a closure captures them.
type tracer struct {
	channel *Channel
	nodes   int
	seen    map[seenValue]bool
}

type seenValue struct {
	value ssa.Value
	node  *Node
}

func trace(made *ssa.MakeChan) *Channel {
	channel := &Channel{Make: made, Capacity: capacity(made)}
	t := &tracer{channel: channel, seen: map[seenValue]bool{}}
	channel.Root = t.node(nil, made.Parent(), nil)
	channel.Root.made = made
	t.value(made, channel.Root)
	return channel
}

func (t *tracer) escape(why string) {
	if t.channel.Escape == "" {
		t.channel.Escape = why
	}
}

// value looks at every use of a value that is the channel.
func (t *tracer) value(v ssa.Value, n *Node) {
	if t.seen[seenValue{v, n}] || t.channel.Escape != "" {
		return
	}
	t.seen[seenValue{v, n}] = true
	for _, user := range *v.Referrers() {
		t.use(v, user, n)
	}
}

func (t *tracer) use(v ssa.Value, user ssa.Instruction, n *Node) {
	switch user := user.(type) {
	case *ssa.Send:
		if user.X == v {
			t.escape("sent over another channel")
			return
		}
		n.add(Send, user, 0)
	case *ssa.UnOp:
		if user.Op == token.ARROW {
			n.add(Receive, user, 0)
		}
	case *ssa.Select:
		t.selectCases(v, user, n)
	case *ssa.ChangeType:
		t.value(user, n)
	case *ssa.Store:
		t.store(v, user, n)
	case ssa.CallInstruction:
		t.call(v, user, n)
	case *ssa.BinOp, *ssa.DebugRef: // a comparison
	default:
		t.escape("used in a way that is not followed")
	}
}

func (t *tracer) selectCases(v ssa.Value, user *ssa.Select, n *Node) {
	for i, state := range user.States {
		switch {
		case state.Send == v:
			t.escape("sent over another channel")
		case state.Chan == v && state.Dir == types.SendOnly:
			n.add(SelectSend, user, i)
		case state.Chan == v:
			n.add(SelectReceive, user, i)
		}
	}
}

// store: a local variable that is set once is the channel under another name.
func (t *tracer) store(v ssa.Value, user *ssa.Store, n *Node) {
	variable, ok := user.Addr.(*ssa.Alloc)
	if user.Val != v || !ok {
		t.escape("stored")
		return
	}
	t.cell(variable, user, n)
}

// cell looks at every use of a variable's address; first is the assignment that made it the channel.
func (t *tracer) cell(address ssa.Value, first ssa.Instruction, n *Node) {
	if t.seen[seenValue{address, n}] || t.channel.Escape != "" {
		return
	}
	t.seen[seenValue{address, n}] = true
	for _, user := range *address.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if user != first {
				t.escape("its variable is set again")
			}
		case *ssa.UnOp:
			t.value(user, n)
		case *ssa.MakeClosure:
			t.closure(address, user, n)
		case *ssa.DebugRef:
		default:
			t.escape("the address of its variable is taken")
		}
	}
}

// closure follows the captured variable into the closure, once for each place that runs it.
func (t *tracer) closure(address ssa.Value, made *ssa.MakeClosure, n *Node) {
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
		for i, binding := range made.Bindings {
			if binding == address && child != nil {
				t.cell(fn.FreeVars[i], nil, child)
			}
		}
	}
}

func (t *tracer) call(v ssa.Value, call ssa.CallInstruction, n *Node) {
	common := call.Common()
	if builtin, ok := common.Value.(*ssa.Builtin); ok {
		t.builtin(builtin.Name(), call, n)
		return
	}
	callee := program.Callee(call)
	if callee == nil || len(callee.Params) != len(common.Args) {
		t.escape("passed to a function whose source is not scanned")
		return
	}
	child := t.node(n, callee, call)
	for i, argument := range common.Args {
		if argument == v && child != nil {
			t.value(callee.Params[i], child)
		}
	}
}

func (t *tracer) builtin(name string, call ssa.CallInstruction, n *Node) {
	switch name {
	case "close":
		n.add(Close, call, 0)
	case "len", "cap":
	default:
		t.escape("passed to " + name)
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
			t.escape("passed on too often")
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
