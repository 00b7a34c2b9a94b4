// Package chanuse follows a channel from where it is made to everything that is done with it, through closures and calls whose callee is
// known. A channel that goes anywhere else has escaped: rules say nothing about it.
package chanuse

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Kind is what an operation does with a channel.
type Kind int

// A send or receive that is one case of a select with other cases can be left by those.
const (
	Send Kind = iota
	Receive
	Close
	SelectSend
	SelectReceive
)

// Op is one operation on the channel.
type Op struct {
	Kind  Kind
	Instr ssa.Instruction
	Case  int // of a select
	Node  *Node
}

// Channel is one place where a channel is made, and its uses.
type Channel struct {
	Make     *ssa.MakeChan
	Root     *Node  // the function that makes it
	Capacity int    // UnknownCapacity if it is computed
	Escape   string // why somebody unknown may have it; "" if every use is known
	// OthersSend and OthersReceive say what somebody unknown may do with it. Who sends may also close.
	OthersSend, OthersReceive bool
}

// UnknownCapacity is the capacity of a channel whose size is no constant.
const UnknownCapacity = -1

// Of lists the channels that a function makes.
func Of(fn *ssa.Function) []*Channel {
	var channels []*Channel
	program.Instructions(fn, func(instruction ssa.Instruction) {
		if made, ok := instruction.(*ssa.MakeChan); ok {
			channels = append(channels, trace(made))
		}
	})
	return channels
}

// Name is the channel's variable or field, or its type if it has none.
func (c *Channel) Name() string {
	for _, user := range *c.Make.Referrers() {
		if store, ok := user.(*ssa.Store); ok {
			if address, ok := store.Addr.(*ssa.FieldAddr); ok && store.Val == c.Make {
				return fieldOf(address).Name()
			}
		}
	}
	if name := program.Variable(c.Make.Parent(), c.Make.Pos()); name != "" {
		return name
	}
	return c.Make.Type().String()
}

// Ops lists the operations of some kinds in any function.
func (c *Channel) Ops(kinds ...Kind) []Op { return c.Root.all(kinds) }

// Capacity is the size that a channel is made with; UnknownCapacity if it is computed.
func Capacity(made *ssa.MakeChan) int {
	size, ok := made.Size.(*ssa.Const)
	if !ok {
		return UnknownCapacity
	}
	n, exact := constant.Int64Val(constant.ToInt(size.Value))
	if !exact {
		return UnknownCapacity
	}
	return int(n)
}
