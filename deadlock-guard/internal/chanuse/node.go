package chanuse

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Node is one function that works with the channel, as reached from the function that makes it. The same function reached in another
// way is another node.
type Node struct {
	Fn       *ssa.Function
	Parent   *Node
	Via      ssa.CallInstruction // nil for the root, and where nobody knows who calls the function
	made     *ssa.MakeChan       // of the root only
	ops      map[ssa.Instruction][]Op
	children []*Node
}

// Context says who runs a node's function.
type Context int

// Same: the goroutine that made the channel. Unknown: a function value that went elsewhere.
const (
	Same Context = iota
	Deferred
	Spawned
	Unknown
)

const (
	maxDepth = 6
	maxNodes = 200
)

// Context of a node: the loosest of all steps that lead to it.
func (n *Node) Context() Context {
	context := Same
	for ; n.Parent != nil; n = n.Parent {
		context = max(context, n.step())
	}
	return context
}

// Goroutine is the node of the function that the last go statement on the way to a node started; the root if there is none.
func (n *Node) Goroutine() *Node {
	for n.Parent != nil && n.step() != Spawned {
		n = n.Parent
	}
	return n
}

func (n *Node) step() Context {
	if n.Via == nil {
		return Unknown
	}
	if program.Spawns(n.Via) {
		return Spawned
	}
	if _, ok := n.Via.(*ssa.Defer); ok {
		return Deferred
	}
	return Same
}

// OpsAt lists what an instruction of this node does with the channel.
func (n *Node) OpsAt(instruction ssa.Instruction) []Op { return n.ops[instruction] }

// ChildrenAt lists the functions that an instruction of this node starts or calls with the channel.
func (n *Node) ChildrenAt(instruction ssa.Instruction) []*Node {
	var found []*Node
	for _, child := range n.children {
		if child.Via != nil && child.Via.(ssa.Instruction) == instruction {
			found = append(found, child)
		}
	}
	return found
}

// Has says whether this node, or a node it leads to, has an operation of one of the kinds.
func (n *Node) Has(kinds ...Kind) bool { return len(n.all(kinds)) > 0 }

// AllOps lists the operations of some kinds of this node and those it leads to.
func (n *Node) AllOps(kinds ...Kind) []Op { return n.all(kinds) }

// all goes through instructions in their order, so that the result is always the same.
func (n *Node) all(kinds []Kind) []Op {
	var found []Op
	program.Instructions(n.Fn, func(instruction ssa.Instruction) {
		for _, op := range n.ops[instruction] {
			if slices.Contains(kinds, op.Kind) {
				found = append(found, op)
			}
		}
	})
	for _, child := range n.children {
		found = append(found, child.all(kinds)...)
	}
	return found
}

func (n *Node) depth() int {
	depth := 0
	for ; n.Parent != nil; n = n.Parent {
		depth++
	}
	return depth
}

func (n *Node) add(kind Kind, instruction ssa.Instruction, selectCase int) {
	op := Op{Kind: kind, Instr: instruction, Case: selectCase, Node: n}
	if !slices.Contains(n.ops[instruction], op) {
		n.ops[instruction] = append(n.ops[instruction], op)
	}
}
