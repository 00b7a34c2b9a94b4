package sendunderlock

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// acquires looks for a lock of the partner that comes before its operation: in the same round of a loop, or on every way to it.
func (s *search) acquires(op, partner chanuse.Op, held lockflow.Hold) (ssa.Instruction, bool) {
	fn := partner.Instr.Parent()
	result := s.Of(fn)
	if result == nil {
		return nil, false
	}
	for _, event := range result.Events {
		readers := event.Mode == lockflow.Read && held.Mode == lockflow.Read
		if event.Kind != lockflow.Acquire || event.Class != held.Class || readers {
			continue
		}
		at := event.At
		if len(event.Calls) > 0 {
			at = event.Calls[0]
		}
		if _, later := at.(*ssa.Defer); later {
			continue
		}
		if s.inLoop(op, partner, at) || dominates(at, partner.Instr) && s.startsBefore(op, partner, at) {
			return event.At, true
		}
	}
	return nil, false
}

// inLoop: the partner comes again after it has taken the lock. It must be wanted again, too.
func (s *search) inLoop(op, partner chanuse.Op, lock ssa.Instruction) bool {
	if s.channel.local && !op.Repeats() {
		return false
	}
	for _, loop := range flow.Loops(lock.Parent()) {
		if loop.Contains(lock) && loop.Contains(partner.Instr) {
			return true
		}
	}
	return false
}

// startsBefore: the operation may run already when the partner comes to the lock. For a local channel, its goroutine must have been
// started by then; for another one, a function that starts goroutines after the lock may start that one.
func (s *search) startsBefore(op, partner chanuse.Op, lock ssa.Instruction) bool {
	if !s.channel.local {
		return !startsBetween(lock, partner.Instr)
	}
	if lock.Parent() != s.channel.made.Parent() {
		return op.Instr.Parent() != lock.Parent()
	}
	for node := op.Node; node.Parent != nil; node = node.Parent {
		if node.Parent.Fn == lock.Parent() && node.Via != nil && program.Spawns(node.Via) {
			return dominates(node.Via, lock)
		}
	}
	return false
}

// startsBetween says whether a goroutine is started on the way from a to b, perhaps by a call.
func startsBetween(a, b ssa.Instruction) bool {
	found := false
	program.Instructions(a.Parent(), func(instruction ssa.Instruction) {
		call, ok := instruction.(ssa.CallInstruction)
		if ok && dominates(a, call) && dominates(call, b) {
			callee := program.Callee(call)
			found = found || program.Spawns(call) || callee != nil && starts(callee)
		}
	})
	return found
}

func starts(fn *ssa.Function) bool {
	found := false
	program.Instructions(fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(ssa.CallInstruction)
		found = found || ok && program.Spawns(call)
	})
	return found
}

// dominates says whether every way to b comes through a.
func dominates(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	for _, instruction := range a.Block().Instrs {
		switch instruction {
		case a:
			return a != b
		case b:
			return false
		}
	}
	return false
}
