package chanuse

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
)

// Effects says what happens to a state on the way of the goroutine that made the channel.
type Effects[S comparable] struct {
	Op    func(op Op, state S) S
	Spawn func(started *Node, state S) S // a goroutine that has the channel
	Defer func(later *Node, state S) S   // a function that has the channel and runs at the end
	// Other is called for every instruction of the maker and the functions that it calls with the channel; pick is the case that a
	// select took. Optional.
	Other func(instruction ssa.Instruction, pick int, state S) S
	// Complete is called when a loop did all of its rounds and some of them may have run ops.
	Complete func(ops []Op, state S) S
	// Started is called when a loop that starts goroutines with the channel did all of its rounds. Optional.
	Started func(started []*Node, state S) S
}

// Exits follows every path from where the channel is made to where its maker returns or makes the next one, through the functions that
// the maker calls with it. It is not complete if there are too many paths.
func Exits[S comparable](channel *Channel, start S, effects Effects[S]) (exits []flow.Exit[S], complete bool) {
	walk := newWalk(channel.Root, effects)
	walk.Stop = func(instruction ssa.Instruction) bool { return instruction == ssa.Instruction(channel.Make) }
	return walk.After(channel.Make, start)
}

func newWalk[S comparable](n *Node, effects Effects[S]) *flow.Walk[S] {
	loops := busyLoops(n)
	return &flow.Walk[S]{
		Step: func(instruction ssa.Instruction, pick int, state S) []S {
			return step(n, effects, instruction, pick, state)
		},
		Edge: func(from, to *ssa.BasicBlock, state S) S {
			for _, loop := range loops {
				if !loop.Completes(from, to) {
					continue
				}
				if len(loop.ops) > 0 {
					state = effects.Complete(loop.ops, state)
				}
				if len(loop.started) > 0 && effects.Started != nil {
					state = effects.Started(loop.started, state)
				}
			}
			return state
		},
	}
}

func step[S comparable](n *Node, effects Effects[S], instruction ssa.Instruction, pick int, state S) []S {
	for _, op := range n.OpsAt(instruction) {
		if pick == flow.NoCase || pick == op.Case {
			state = effects.Op(op, state)
		}
	}
	if effects.Other != nil {
		state = effects.Other(instruction, pick, state)
	}
	states := []S{state}
	for _, child := range n.ChildrenAt(instruction) {
		var after []S
		for _, before := range states {
			after = append(after, enter(child, effects, before)...)
		}
		states = after
	}
	return states
}

func enter[S comparable](child *Node, effects Effects[S], state S) []S {
	switch child.step() {
	case Spawned:
		return []S{effects.Spawn(child, state)}
	case Deferred:
		return []S{effects.Defer(child, state)}
	}
	exits, complete := newWalk(child, effects).FromEntry(child.Fn, state)
	if !complete {
		return nil // paths through it are not looked at: no report
	}
	var states []S
	for _, exit := range exits {
		if !slices.Contains(states, exit.State) {
			states = append(states, exit.State)
		}
	}
	return states
}

// busyLoop is a loop that works with the channel.
type busyLoop struct {
	*flow.Loop
	ops     []Op
	started []*Node
}

func busyLoops(n *Node) []busyLoop {
	var busy []busyLoop
	for _, loop := range flow.Loops(n.Fn) {
		ops, started := loopOps(n, loop), loopStarts(n, loop)
		if len(ops) > 0 || len(started) > 0 {
			busy = append(busy, busyLoop{loop, ops, started})
		}
	}
	return busy
}

// loopStarts are the goroutines with the channel that the loop starts itself.
func loopStarts(n *Node, loop *flow.Loop) []*Node {
	var started []*Node
	for _, child := range n.children {
		if child.Via != nil && child.step() == Spawned && loop.Contains(child.Via) {
			started = append(started, child)
		}
	}
	return started
}

// loopOps are the operations that the loop's own goroutine repeats.
func loopOps(n *Node, loop *flow.Loop) []Op {
	var ops []Op
	for _, op := range n.all([]Kind{Send, Receive, Close, SelectSend, SelectReceive}) {
		at, node := op.Instr, op.Node
		for node != n && node.step() == Same {
			at, node = node.Via, node.Parent
		}
		if node == n && loop.Contains(at) {
			ops = append(ops, op)
		}
	}
	return ops
}

// Repeats says whether one channel can see the operation more than once.
func (o Op) Repeats() bool {
	at, node := o.Instr, o.Node
	for ; node.Parent != nil; at, node = node.Via, node.Parent {
		if node.Via == nil || flow.Repeats(at) {
			return true
		}
	}
	for _, loop := range flow.Loops(node.Fn) {
		if loop.Contains(at) && !loop.Contains(node.made) {
			return true
		}
	}
	return false
}
