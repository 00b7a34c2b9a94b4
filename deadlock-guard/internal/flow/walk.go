// Package flow walks the paths through a function.
package flow

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// maxVisits bounds one walk; a function that needs more is given up, which means no report.
const maxVisits = 50_000

// NoCase is the pick of an instruction that is not a select; DefaultCase that of a select's default.
const (
	NoCase      = -2
	DefaultCase = -1
)

// Walk explores the paths through a function, each with a state. It knows which case of a select a path took, so that a receive in one
// case does not count for another, and what branches answered: two that ask the same go the same way. Paths into a panic or a call that
// ends the program lead nowhere.
type Walk[S comparable] struct {
	// Step is the effect of an instruction; pick is the case that a select took. Several states stand for several outcomes.
	Step func(instruction ssa.Instruction, pick int, state S) []S
	// Edge is the effect of going from one block to another. Optional.
	Edge func(from, to *ssa.BasicBlock, state S) S
	// Stop ends a path before an instruction. Optional.
	Stop func(instruction ssa.Instruction) bool
	// Full says that the walk has become too large and is to be given up. Optional.
	Full func() bool
	// Forgetful walks know nothing of branches: for states that know it themselves.
	Forgetful bool

	conditions *conditions
}

// Exit is where a path ended, and in which state.
type Exit[S comparable] struct {
	At    ssa.Instruction
	State S
}

// visit is a point on a path; choice and pick say what the last select did.
type visit[S comparable] struct {
	block  *ssa.BasicBlock
	index  int
	state  S
	choice *ssa.Select
	pick   int
	facts  facts
}

// FromEntry walks a whole function.
func (w *Walk[S]) FromEntry(fn *ssa.Function, state S) (exits []Exit[S], complete bool) {
	return w.run(visit[S]{block: fn.Blocks[0], state: state, pick: NoCase})
}

// After walks from the instruction after start.
func (w *Walk[S]) After(start ssa.Instruction, state S) (exits []Exit[S], complete bool) {
	block := start.Block()
	for i, instruction := range block.Instrs {
		if instruction == start {
			return w.run(visit[S]{block: block, index: i + 1, state: state, pick: NoCase})
		}
	}
	return nil, false
}

// AfterCase walks from a select that took one of its cases.
func (w *Walk[S]) AfterCase(choice *ssa.Select, pick int, state S) (exits []Exit[S], complete bool) {
	for i, instruction := range choice.Block().Instrs {
		if instruction == ssa.Instruction(choice) {
			return w.run(visit[S]{block: choice.Block(), index: i + 1, state: state, choice: choice, pick: pick})
		}
	}
	return nil, false
}

// run walks with all that branches tell. If that makes too many paths, it walks without: fewer states, and more of them that cannot be.
func (w *Walk[S]) run(first visit[S]) (exits []Exit[S], complete bool) {
	if !w.Forgetful {
		if w.conditions = conditionsOf(first.block.Parent()); w.conditions != nil {
			knowing := first
			knowing.facts = w.conditions.before(first.block)
			if exits, complete = w.explore(knowing); complete {
				return exits, true
			}
			w.conditions = nil
		}
	}
	return w.explore(first)
}

func (w *Walk[S]) explore(first visit[S]) (exits []Exit[S], complete bool) {
	seen := map[visit[S]]bool{first: true}
	for queue := []visit[S]{first}; len(queue) > 0; queue = queue[1:] {
		next, exit := w.block(queue[0])
		if exit != nil {
			exits = append(exits, *exit)
		}
		for _, v := range next {
			if !seen[v] {
				seen[v] = true
				queue = append(queue, v)
			}
		}
		if len(seen) > maxVisits || w.Full != nil && w.Full() {
			return nil, false
		}
	}
	return exits, true
}

// block follows one path to the end of its block, or to the first instruction with several outcomes.
func (w *Walk[S]) block(v visit[S]) (next []visit[S], exit *Exit[S]) {
	for i := v.index; i < len(v.block.Instrs); i++ {
		instruction := v.block.Instrs[i]
		if w.Stop != nil && w.Stop(instruction) {
			return nil, &Exit[S]{At: instruction, State: v.state}
		}
		switch instruction := instruction.(type) {
		case *ssa.Return:
			return nil, &Exit[S]{At: instruction, State: v.state}
		case *ssa.Panic:
			return nil, nil
		case *ssa.Select:
			return w.cases(v, i, instruction), nil
		case ssa.CallInstruction:
			if program.Ends(instruction) {
				return nil, nil
			}
		}
		states := w.Step(instruction, NoCase, v.state)
		if len(states) != 1 {
			for _, state := range states {
				next = append(next, visit[S]{v.block, i + 1, state, v.choice, v.pick, v.facts})
			}
			return next, nil
		}
		v.state = states[0]
	}
	return w.successors(v), nil
}

func (w *Walk[S]) cases(v visit[S], index int, choice *ssa.Select) (next []visit[S]) {
	first := 0
	if !choice.Blocking {
		first = DefaultCase
	}
	for pick := first; pick < len(choice.States); pick++ {
		for _, state := range w.Step(choice, pick, v.state) {
			next = append(next, visit[S]{v.block, index + 1, state, choice, pick, v.facts})
		}
	}
	return next
}

func (w *Walk[S]) successors(v visit[S]) (next []visit[S]) {
	targets := v.block.Succs
	if branch, ok := v.block.Instrs[len(v.block.Instrs)-1].(*ssa.If); ok {
		taken, known := selected(branch.Cond, v.choice, v.pick)
		if !known {
			taken, known = w.conditions.decides(branch, v.facts)
		}
		if known && taken {
			targets = targets[:1]
		} else if known {
			targets = targets[1:]
		}
	}
	for _, target := range targets {
		state := v.state
		if w.Edge != nil {
			state = w.Edge(v.block, target, state)
		}
		next = append(next, visit[S]{target, 0, state, v.choice, v.pick, w.conditions.follow(v.block, target, v.facts)})
	}
	return next
}

// selected decides a condition of the form "the select took case k".
func selected(condition ssa.Value, choice *ssa.Select, pick int) (taken, known bool) {
	compare, ok := condition.(*ssa.BinOp)
	if !ok || compare.Op != token.EQL || choice == nil {
		return false, false
	}
	index, ok := compare.X.(*ssa.Extract)
	if !ok || index.Tuple != choice || index.Index != 0 {
		return false, false
	}
	number, ok := compare.Y.(*ssa.Const)
	if !ok {
		return false, false
	}
	k, exact := constant.Int64Val(number.Value)
	return int(k) == pick, exact
}
