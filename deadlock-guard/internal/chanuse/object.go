package chanuse

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// object follows a local struct that holds the channel in a field: to methods, other functions and closures that get the struct or a
// pointer to it. The channel is known as long as the whole struct is.
type object struct {
	*tracer
	field int
	first ssa.Instruction // the assignment that made the field the channel
}

// fieldOf is the field whose address is taken; for a generic type, that of the type as it is written.
func fieldOf(address *ssa.FieldAddr) *types.Var {
	pointer := address.X.Type().Underlying().(*types.Pointer)
	return pointer.Elem().Underlying().(*types.Struct).Field(address.Field).Origin()
}

// pointer looks at every use of a pointer to the struct.
func (o *object) pointer(v ssa.Value, n *Node) {
	if o.seen[seenValue{v, n}] || o.isLost() {
		return
	}
	o.seen[seenValue{v, n}] = true
	for _, user := range *v.Referrers() {
		switch user := user.(type) {
		case *ssa.FieldAddr:
			if user.Field == o.field {
				o.address(user, n)
			}
		case *ssa.UnOp:
			o.copied(user, n)
		case *ssa.Store:
			o.pointerStore(v, user, n)
		case *ssa.MakeClosure:
			o.captures(v, user, n, o.pointer)
		case ssa.CallInstruction:
			o.parameters(v, user, n, o.pointer)
		case *ssa.BinOp, *ssa.DebugRef:
		default:
			o.escape(v, "its struct is used in a way that is not followed")
		}
	}
}

// pointerStore: a variable that holds the pointer, or one that gets a copy of the struct.
func (o *object) pointerStore(v ssa.Value, user *ssa.Store, n *Node) {
	variable, ok := user.Addr.(*ssa.Alloc)
	switch {
	case user.Addr == v:
		if !o.seen[seenValue{user.Val, n}] {
			o.escape(v, "its struct is set again")
		}
	case ok:
		o.variable(variable, user, n)
	default:
		o.escape(v, "its struct is stored")
	}
}

// variable looks at every use of the address of a variable that holds the pointer.
func (o *object) variable(address ssa.Value, first ssa.Instruction, n *Node) {
	if o.seen[seenValue{address, n}] || o.isLost() {
		return
	}
	o.seen[seenValue{address, n}] = true
	for _, user := range *address.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if user != first {
				o.escape(address, "its struct's variable is set again")
			}
		case *ssa.UnOp:
			o.pointer(user, n)
		case *ssa.MakeClosure:
			o.captures(address, user, n, func(captured ssa.Value, child *Node) { o.variable(captured, nil, child) })
		case *ssa.DebugRef:
		default:
			o.escape(address, "the address of its struct's variable is taken")
		}
	}
}

// copied looks at every use of a copy of the struct.
func (o *object) copied(v ssa.Value, n *Node) {
	if o.seen[seenValue{v, n}] || o.isLost() {
		return
	}
	o.seen[seenValue{v, n}] = true
	for _, user := range *v.Referrers() {
		switch user := user.(type) {
		case *ssa.Field:
			if user.Field == o.field {
				o.value(user, n)
			}
		case *ssa.Store:
			if variable, ok := user.Addr.(*ssa.Alloc); ok {
				o.pointer(variable, n)
			} else {
				o.escape(v, "a copy of its struct is stored")
			}
		case ssa.CallInstruction:
			o.parameters(v, user, n, o.copied)
		case *ssa.DebugRef:
		default:
			o.escape(v, "a copy of its struct is used in a way that is not followed")
		}
	}
}

// address looks at every use of the field's address.
func (o *object) address(address *ssa.FieldAddr, n *Node) {
	for _, user := range *address.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if user != o.first {
				o.escape(address, "its field is set again")
			}
		case *ssa.UnOp:
			if user.Op == token.MUL {
				o.value(user, n)
			}
		case *ssa.DebugRef:
		default:
			o.escape(address, "the address of its field is taken")
		}
	}
}
