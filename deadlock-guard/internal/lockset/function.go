package lockset

import (
	"maps"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// summarise follows the held locks through a function: where paths meet, only what all of them hold is held for certain.
func (a *Analysis) summarise(fn *ssa.Function) *Summary {
	summary := newSummary()
	if !a.touchesLocks(fn) {
		return summary
	}
	before := map[*ssa.BasicBlock]Set{fn.Blocks[0]: {}}
	for queue := []*ssa.BasicBlock{fn.Blocks[0]}; len(queue) > 0; queue = queue[1:] {
		after := a.through(queue[0], before[queue[0]], summary)
		for _, next := range queue[0].Succs {
			known, seen := before[next]
			merged := after
			if seen {
				merged = known.intersect(after)
			}
			if !seen || !merged.sameLocks(known) {
				before[next] = merged
				queue = append(queue, next)
			}
		}
	}
	a.finish(fn, before, summary)
	return summary
}

// touchesLocks spares most functions the work.
func (a *Analysis) touchesLocks(fn *ssa.Function) (touches bool) {
	program.Instructions(fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(ssa.CallInstruction)
		if !ok || touches {
			return
		}
		if _, _, isLock := lockCall(call); isLock {
			touches = true
		}
		callee := a.called(call)
		if callee != nil && (len(callee.Acquisitions) > 0 || len(callee.Released) > 0) {
			touches = true
		}
	})
	return touches
}

// through applies the instructions of one block.
func (a *Analysis) through(block *ssa.BasicBlock, before Set, summary *Summary) Set {
	held := maps.Clone(before)
	for _, instruction := range block.Instrs {
		call, ok := instruction.(*ssa.Call)
		if !ok {
			continue
		}
		a.held[call] = maps.Clone(held)
		a.apply(call, held, summary)
	}
	return held
}

func (a *Analysis) apply(call *ssa.Call, held Set, summary *Summary) {
	if class, op, isLock := lockCall(call); isLock {
		switch {
		case op.acquires:
			held[class] = Hold{Mode: op.mode, At: call}
		case !has(held, class):
			summary.Released[class] = true
		}
		if !op.acquires {
			delete(held, class)
		}
		return
	}
	callee := a.called(call)
	if callee == nil {
		return
	}
	for class := range callee.Released {
		if !has(held, class) {
			summary.Released[class] = true
		}
		delete(held, class)
	}
	for class, hold := range callee.HeldAtExit {
		held[class] = Hold{Mode: hold.Mode, At: call}
	}
}

func has(held Set, class Class) bool {
	_, found := held[class]
	return found
}

// finish reads the summary off the final states.
func (a *Analysis) finish(fn *ssa.Function, before map[*ssa.BasicBlock]Set, summary *Summary) {
	var atExit Set
	deferred := a.deferredReleases(fn)
	for _, block := range fn.Blocks {
		if _, reached := before[block]; !reached {
			continue
		}
		after := a.through(block, before[block], summary)
		for _, instruction := range block.Instrs {
			for _, acquired := range a.Acquired(instruction) {
				acquired.Held = acquired.Held.Union(a.held[instruction])
				summary.add(acquired)
			}
		}
		if _, returns := block.Instrs[len(block.Instrs)-1].(*ssa.Return); returns {
			if atExit == nil {
				atExit = after
			}
			atExit = atExit.intersect(after)
		}
	}
	for class, hold := range atExit {
		if !deferred[class] {
			summary.HeldAtExit[class] = hold
		}
	}
}

// deferredReleases are the locks that a function's deferred calls release, directly, in a closure, or in what they run.
func (a *Analysis) deferredReleases(fn *ssa.Function) map[Class]bool {
	released := map[Class]bool{}
	program.Instructions(fn, func(instruction ssa.Instruction) {
		later, ok := instruction.(*ssa.Defer)
		if !ok {
			return
		}
		if class, op, isLock := lockCall(later); isLock && !op.acquires {
			released[class] = true
		}
		if summary := a.called(later); summary != nil {
			maps.Copy(released, summary.Released)
		}
		callee := program.Callee(later)
		if callee == nil {
			return
		}
		program.Instructions(callee, func(inner ssa.Instruction) {
			if call, ok := inner.(*ssa.Call); ok {
				if class, op, isLock := lockCall(call); isLock && !op.acquires {
					released[class] = true
				}
			}
		})
	})
	return released
}
