package chanuse

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// tracer follows values that are the channel, and cells: variables that hold it because a closure captures them.
type tracer struct {
	channel *Channel
	shared  types.Object // the field or package variable whose channels are followed together; nil for a single channel
	nodes   int
	seen    map[seenValue]bool
}

type seenValue struct {
	value ssa.Value
	node  *Node
}

func trace(made *ssa.MakeChan) *Channel {
	channel := &Channel{Make: made, Capacity: Capacity(made)}
	t := &tracer{channel: channel, seen: map[seenValue]bool{}}
	channel.Root = t.node(nil, made.Parent(), nil)
	channel.Root.made = made
	t.value(made, channel.Root)
	return channel
}

// escape: somebody unknown has the channel from here on, as v. Whoever gets a receive-only channel neither sends nor closes.
func (t *tracer) escape(v ssa.Value, why string) {
	if t.channel.Escape == "" {
		t.channel.Escape = why
	}
	direction := types.SendRecv
	if channel, ok := v.Type().Underlying().(*types.Chan); ok {
		direction = channel.Dir()
	}
	t.channel.OthersSend = t.channel.OthersSend || direction != types.RecvOnly
	t.channel.OthersReceive = t.channel.OthersReceive || direction != types.SendOnly
}

func (t *tracer) isLost() bool { return t.channel.OthersSend && t.channel.OthersReceive }

// value looks at every use of a value that is the channel.
func (t *tracer) value(v ssa.Value, n *Node) {
	if t.seen[seenValue{v, n}] || t.isLost() {
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
			t.escape(v, "sent over another channel")
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
	case *ssa.Phi:
		t.joined(v, user, n)
	case *ssa.BinOp, *ssa.DebugRef: // a comparison
	default:
		t.escape(v, "used in a way that is not followed")
	}
}

func (t *tracer) selectCases(v ssa.Value, user *ssa.Select, n *Node) {
	for i, state := range user.States {
		switch {
		case state.Send == v:
			t.escape(v, "sent over another channel")
		case state.Chan == v && state.Dir == types.SendOnly:
			n.add(SelectSend, user, i)
		case state.Chan == v:
			n.add(SelectReceive, user, i)
		}
	}
}

// joined: a variable that is this channel on some paths. What is done with it may be done with this channel, which is enough to know
// for the channels of a field, not for counting.
func (t *tracer) joined(v ssa.Value, user *ssa.Phi, n *Node) {
	if t.shared == nil {
		t.escape(v, "joined with other channels")
		return
	}
	t.value(user, n)
}

// store: a local variable, or the field of a local object, that is set once is the channel under another name.
func (t *tracer) store(v ssa.Value, user *ssa.Store, n *Node) {
	switch address := user.Addr.(type) {
	case *ssa.Alloc:
		t.cell(address, user, n)
	case *ssa.FieldAddr:
		owner, local := address.X.(*ssa.Alloc)
		switch {
		case t.shared != nil && t.shared == fieldOf(address):
		case t.shared == nil && local:
			o := object{tracer: t, field: address.Field, first: user}
			o.pointer(owner, n)
		default:
			t.escape(v, "stored in a field")
		}
	case *ssa.Global:
		if t.shared == nil || t.shared != address.Object() {
			t.escape(v, "stored in a package variable")
		}
	default:
		t.escape(v, "stored")
	}
}

// cell looks at every use of a variable's address; first is the assignment that made it the channel.
func (t *tracer) cell(address ssa.Value, first ssa.Instruction, n *Node) {
	if t.seen[seenValue{address, n}] || t.isLost() {
		return
	}
	t.seen[seenValue{address, n}] = true
	for _, user := range *address.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if user != first {
				t.escape(address, "its variable is set again")
			}
		case *ssa.UnOp:
			t.value(user, n)
		case *ssa.MakeClosure:
			t.closure(address, user, n)
		case *ssa.DebugRef:
		default:
			t.escape(address, "the address of its variable is taken")
		}
	}
}
