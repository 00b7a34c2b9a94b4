package lockset

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// maxRounds bounds the search for a fixed point; a call chain needs one round for each call in the worst case.
const maxRounds = 24

// Analysis knows the locks of a whole program.
type Analysis struct {
	program   *program.Program
	summaries map[*ssa.Function]*Summary
	held      map[ssa.Instruction]Set // before each call, as far as its own function knows
	entry     map[*ssa.Function]Set
}

// Analyse computes summaries until they no longer change: recursion needs several rounds.
func Analyse(p *program.Program) *Analysis {
	a := &Analysis{program: p, summaries: map[*ssa.Function]*Summary{}, held: map[ssa.Instruction]Set{}, entry: map[*ssa.Function]Set{}}
	for range maxRounds {
		changed := false
		for _, fn := range p.Functions {
			summary := a.summarise(fn)
			old := a.summaries[fn]
			if old == nil || !old.equals(summary) {
				changed = true
			}
			a.summaries[fn] = summary
		}
		if !changed {
			break
		}
	}
	return a
}

// Before is the locks held before an instruction, taken by its own function.
func (a *Analysis) Before(instruction ssa.Instruction) Set { return a.held[instruction] }

// Acquired lists what one instruction takes, itself or in the function that it calls and waits for.
func (a *Analysis) Acquired(instruction ssa.Instruction) []Acquisition {
	call, ok := instruction.(*ssa.Call) // a go statement does not wait; what is deferred is not followed
	if !ok {
		return nil
	}
	if class, op, isLock := lockCall(call); isLock {
		if !op.acquires {
			return nil
		}
		return []Acquisition{{Class: class, Mode: op.mode, Wait: op.wait, At: call}}
	}
	summary := a.called(call)
	if summary == nil {
		return nil
	}
	var acquired []Acquisition
	for _, inner := range summary.Acquisitions {
		inner.Calls = append([]ssa.CallInstruction{call}, inner.Calls...)
		acquired = append(acquired, inner)
	}
	return acquired
}

// Releases says whether the function that an instruction calls may release a lock that its caller holds.
func (a *Analysis) Releases(instruction ssa.Instruction, class Class) bool {
	call, ok := instruction.(*ssa.Call)
	if !ok {
		return false
	}
	summary := a.called(call)
	return summary != nil && summary.Released[class]
}

// called is what a call does to locks: of several functions that it can run, what they have in common, but every lock that one of them may
// release. A lock that a method takes and keeps is given back by another method, through an interface perhaps by one that is not known: it
// counts as given back. Nil if it is not known what the call runs.
func (a *Analysis) called(call ssa.CallInstruction) *Summary {
	targets, _ := a.program.Targets(call)
	var common *Summary
	for _, target := range targets {
		summary := a.summaries[target]
		if summary == nil {
			return nil
		}
		if common == nil {
			common = summary
		} else {
			common = common.agreed(summary)
		}
	}
	if common != nil && call.Common().IsInvoke() {
		return &Summary{Acquisitions: common.Acquisitions, Released: common.Released, HeldAtExit: Set{}}
	}
	return common
}
