package chanuse

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Shared is a field or package variable that holds channels. All channels that it ever holds are taken together.
type Shared struct {
	Object types.Object
	Makes  []*ssa.MakeChan // what it is set to, besides nil
	all    Channel
	roots  []*Node
}

// IsKnown says whether every channel that it holds, and every use of them, is known.
func (s *Shared) IsKnown() bool { return s.all.Escape == "" }

// OthersSend says whether somebody unknown may send on its channels or close them.
func (s *Shared) OthersSend() bool { return s.all.OthersSend }

// OthersReceive says whether somebody unknown may receive from its channels.
func (s *Shared) OthersReceive() bool { return s.all.OthersReceive }

// Name is its name in the source.
func (s *Shared) Name() string { return s.Object.Name() }

// Ops lists the operations of some kinds on its channels. The context of an operation counts from the function that reads the field.
func (s *Shared) Ops(kinds ...Kind) []Op {
	var ops []Op
	seen := map[ssa.Instruction]bool{}
	for _, root := range s.roots {
		for _, op := range root.all(kinds) {
			if !seen[op.Instr] {
				seen[op.Instr] = true
				ops = append(ops, op)
			}
		}
	}
	return ops
}

// Capacity is the smallest and the largest capacity of its channels; UnknownCapacity if one is computed.
func (s *Shared) Capacity() (smallest, largest int) {
	for i, made := range s.Makes {
		size := Capacity(made)
		if size == UnknownCapacity {
			return UnknownCapacity, UnknownCapacity
		}
		if i == 0 {
			smallest, largest = size, size
		}
		smallest, largest = min(smallest, size), max(largest, size)
	}
	return smallest, largest
}

func traceShared(p *program.Program, object types.Object, places []place) *Shared {
	s := &Shared{Object: object}
	t := &tracer{channel: &s.all, shared: object, seen: map[seenValue]bool{}}
	if object.Exported() && object.Pkg() != nil && object.Pkg().Name() != "main" {
		s.all.Escape, s.all.OthersSend, s.all.OthersReceive = "exported", true, true
		return s
	}
	for _, at := range places {
		root := s.root(t, at.fn)
		if at.copy {
			t.value(at.value, root)
			continue
		}
		for _, user := range usersIn(at) {
			s.use(t, at, user, root)
		}
	}
	return s
}

func (s *Shared) use(t *tracer, at place, user ssa.Instruction, root *Node) {
	switch user := user.(type) {
	case *ssa.UnOp:
		if user.Op == token.MUL {
			t.value(user, root)
		}
	case *ssa.Store:
		s.set(t, user, root)
	case *ssa.DebugRef:
	default:
		t.escape(at.value, "its address is taken")
	}
}

// set: only a new channel or nil is known.
func (s *Shared) set(t *tracer, store *ssa.Store, root *Node) {
	stored := store.Val
	for {
		changed, ok := stored.(*ssa.ChangeType)
		if !ok {
			break
		}
		stored = changed.X
	}
	switch value := stored.(type) {
	case *ssa.MakeChan:
		s.Makes = append(s.Makes, value)
		t.value(value, root)
	case *ssa.Const:
	default:
		t.channel.Escape, t.channel.OthersSend, t.channel.OthersReceive = "set to a channel from elsewhere", true, true
	}
}

func (s *Shared) root(t *tracer, fn *ssa.Function) *Node {
	for _, root := range s.roots {
		if root.Fn == fn {
			return root
		}
	}
	root := t.node(nil, fn, nil)
	s.roots = append(s.roots, root)
	return root
}
