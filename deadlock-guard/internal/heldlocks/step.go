package heldlocks

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// step applies one instruction; nil means that what follows is not reached.
func (f *lockFlow) step(s *state, instruction ssa.Instruction) *state {
	switch instruction := instruction.(type) {
	case *ssa.Call:
		if program.Ends(instruction) {
			return nil
		}
		s = f.call(s, instruction.Common(), true)
	case *ssa.Defer:
		s.deferred[instruction] = true
	case *ssa.RunDefers:
		for _, deferred := range f.pending(s) {
			if s = f.runDeferred(s, deferred); s == nil {
				return nil
			}
		}
	}
	if s == nil {
		return nil
	}
	if value, ok := instruction.(ssa.Value); ok {
		f.renew(s, value)
	}
	f.reload(s, instruction)
	return s
}

// runDeferred runs one deferred call. One that was perhaps not reached, or reached several times, may run or not; but if it releases a
// lock that was perhaps not taken, it is taken for the other half of one condition.
func (f *lockFlow) runDeferred(s *state, deferred *ssa.Defer) *state {
	certain := s.deferred[deferred] && !f.repeats[deferred]
	delete(s.deferred, deferred)
	return f.call(s, deferred.Common(), certain)
}

// call applies a call that runs for certain, or perhaps.
func (f *lockFlow) call(s *state, call *ssa.CallCommon, certain bool) *state {
	if op, ok := f.operation(call); ok {
		f.operate(s, op, call, certain)
		return s
	}
	targets := f.targets(call)
	if len(targets) == 1 && targets[0].certain {
		known := f.summaries[targets[0].fn]
		if known == nil {
			return nil
		}
		f.apply(s, targets[0], known, certain)
		return s
	}
	for _, target := range targets {
		if known := f.summaries[target.fn]; known != nil {
			f.apply(s, target, known, false)
		}
	}
	return s
}

func (f *lockFlow) operate(s *state, op lockCall, call *ssa.CallCommon, certain bool) {
	switch op.effect {
	case acquires:
		f.acquire(s, op.key(), counted(1, certain))
	case tries:
		f.acquire(s, op.key(), counted(1, false))
	case releases:
		f.release(s, op.key(), drop{certain: certain, foreign: true})
	case runsOnce:
		if run, known := f.onceTarget(call); known != nil {
			f.apply(s, run, known, false)
		}
	}
}

func counted(most int8, certain bool) hold {
	if certain {
		return hold{most, most}
	}
	return hold{0, most}
}

// onceTarget is the function that Once.Do runs, and what is known of it.
func (f *lockFlow) onceTarget(call *ssa.CallCommon) (target, *summary) {
	value := f.function(call.Args[len(call.Args)-1])
	if value.fn == nil {
		return target{}, nil
	}
	fn := f.calls.withSource(value.fn)
	if fn == nil {
		return target{}, nil
	}
	run := target{functionValue{fn, value.captured, value.places}, nil, true}
	if value.fn.Synthetic != "" && value.isBound() {
		run.arguments = value.captured[:1]
	}
	return run, f.summaries[fn]
}

// apply does what a callee does: it releases locks of its caller first, since those that it took and released itself are not in its
// summary.
func (f *lockFlow) apply(s *state, to target, known *summary, certain bool) {
	for _, inner := range keys(known.dropped) {
		how := known.dropped[inner]
		f.release(s, to.key(inner), drop{certain: how.certain && certain, foreign: how.foreign})
	}
	for _, inner := range keys(known.taken) {
		count := known.taken[inner]
		if !certain {
			count.least = 0
		}
		f.acquire(s, to.key(inner), count)
	}
}

// renew: a value that is computed anew, in a loop, no longer names the lock that is held.
func (f *lockFlow) renew(s *state, value ssa.Value) {
	if _, isPhi := value.(*ssa.Phi); isPhi {
		return // happens on the ways into its block
	}
	for _, key := range keys(s.held) {
		if f.dependsOn(key.path, value) {
			move(s.held, key, lockKey{Unknown, key.class, key.mode}, hold.plus)
		}
	}
	f.forgetNames(s, value)
}

// forgetNames: what else the state knows by the value's name.
func (f *lockFlow) forgetNames(s *state, value ssa.Value) {
	for _, key := range keys(s.dropped) {
		if f.dependsOn(key.path, value) {
			move(s.dropped, key, lockKey{Unknown, key.class, key.mode}, drop.and)
		}
	}
	for root, path := range s.same {
		if f.dependsOn(path, value) || f.dependsOn(Path(root), value) {
			delete(s.same, root)
		}
	}
	for address, load := range s.loads {
		if f.dependsOn(address, value) || f.dependsOn(load.name, value) {
			delete(s.loads, address)
		}
	}
}
