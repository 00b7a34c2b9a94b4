package heldlocks

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	loops "deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// lockFlow follows the locks through one function.
type lockFlow struct {
	*resolver
	before map[*ssa.BasicBlock]*state
	// order is the place of each deferred call; later ones run first.
	order   map[*ssa.Defer]int
	repeats map[*ssa.Defer]bool // may be reached several times
}

// maxVisits bounds how often one block is looked at; a count can only change a few times for each lock.
const maxVisits = 200

func (a *Analysis) newFlow(fn *ssa.Function) *lockFlow {
	f := &lockFlow{resolver: a.newResolver(fn), before: map[*ssa.BasicBlock]*state{}, order: map[*ssa.Defer]int{}, repeats: map[*ssa.Defer]bool{}}
	program.Instructions(fn, func(instruction ssa.Instruction) {
		if deferred, ok := instruction.(*ssa.Defer); ok {
			f.order[deferred] = len(f.order)
			f.repeats[deferred] = loops.Repeats(deferred)
		}
	})
	f.settle()
	f.recover()
	return f
}

// settle repeats blocks until nothing changes.
func (f *lockFlow) settle() {
	first := f.fn.Blocks[0]
	f.before[first] = newState()
	visits := map[*ssa.BasicBlock]int{}
	ends := map[way]*state{}
	for queue := []*ssa.BasicBlock{first}; len(queue) > 0; queue = queue[1:] {
		block := queue[0]
		if visits[block]++; visits[block] > maxVisits {
			f.giveUp(f)
			return
		}
		after := f.through(block, nil)
		if after == nil {
			continue
		}
		for i, next := range block.Succs {
			ends[way{block, i}] = f.along(block, i, after)
			merged := f.merge(next, ends)
			if before := f.before[next]; before == nil || !merged.equal(before) {
				f.before[next] = merged
				queue = append(queue, next)
			}
		}
	}
}

// through runs a block and calls visit with the state before each instruction. The result is nil if the block's end is not reached.
func (f *lockFlow) through(block *ssa.BasicBlock, visit func(ssa.Instruction, *state)) *state {
	if f.before[block] == nil {
		return nil
	}
	s := f.before[block].clone()
	for _, instruction := range block.Instrs {
		if visit != nil {
			visit(instruction, s)
		}
		if s = f.step(s, instruction); s == nil {
			return nil
		}
	}
	return s
}

// along is the state on one way out of a block: where a TryLock was asked, it is known what it said.
func (f *lockFlow) along(block *ssa.BasicBlock, way int, after *state) *state {
	call, wanted := asked(block)
	if call == nil {
		return after
	}
	op, ok := f.operation(call.Common())
	if !ok || op.effect != tries {
		return after
	}
	s := after.clone()
	count := s.held[op.key()]
	if (way == 0) == wanted {
		count.least = min(count.least+1, many-1)
	} else if count.most < many {
		count.most--
	}
	s.held[op.key()] = count
	if count.most <= 0 {
		delete(s.held, op.key())
	}
	return s
}

// asked is the call whose result decides where a block goes on, and the result for the first way.
func asked(block *ssa.BasicBlock) (call *ssa.Call, wanted bool) {
	branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
	if !ok {
		return nil, false
	}
	condition, wanted := branch.Cond, true
	for {
		negation, ok := condition.(*ssa.UnOp)
		if !ok {
			break
		}
		condition, wanted = negation.X, !wanted
	}
	call, ok = condition.(*ssa.Call)
	if !ok || call.Block() != block {
		return nil, false
	}
	return call, wanted
}

// leave is one way out of a function.
type leave struct {
	instruction *ssa.Return
	state       *state
}

func (f *lockFlow) returns() []leave {
	var found []leave
	for _, block := range f.fn.Blocks {
		f.through(block, func(instruction ssa.Instruction, s *state) {
			if instruction, ok := instruction.(*ssa.Return); ok {
				found = append(found, leave{instruction, s.clone()})
			}
		})
	}
	return found
}

// pending are the deferred calls, in the order in which they run.
func (f *lockFlow) pending(s *state) []*ssa.Defer {
	var calls []*ssa.Defer
	for call := range s.deferred {
		calls = append(calls, call)
	}
	slices.SortFunc(calls, func(a, b *ssa.Defer) int { return f.order[b] - f.order[a] })
	return calls
}
