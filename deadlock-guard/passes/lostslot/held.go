package lostslot

import (
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// kept: a function gives a semaphore's weight back on some of its ways, and leaves with it on others, or asks for more than is left.
func kept(p *program.Program, fn *ssa.Function, known sizes, others releasers) []finding.Finding {
	var findings []finding.Finding
	f := outermost(fn)
	var names []string
	program.Instructions(fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(ssa.CallInstruction)
		if !ok || method(call) != weighted+"Acquire" && method(call) != weighted+"TryAcquire" {
			return
		}
		name := f.name(call.Common().Args[0])
		if name == "" || slices.Contains(names, name) || others.release(fn, call) {
			return
		}
		names = append(names, name)
		h := &holder{program: p, frame: f, name: name, size: known.of(f, call.Common().Args[0])}
		if h.releases() && !releasesBelow(f) && !program.IsMain(fn) {
			findings = append(findings, h.check()...)
		}
	})
	return findings
}

// holder follows one semaphore through one function.
type holder struct {
	program *program.Program
	frame   *frame
	name    string
	size    int64 // -1 if it is not known
	more    []finding.Finding
	lost    bool // too much to follow
}

// maxHeld bounds the weight of a path: a loop that collects weight is not followed.
const maxHeld = 1 << 12

// maxTaken bounds how often a path acquires without Release in between.
const maxTaken = 8

// weight is what a path holds: how much, and since where. asked is an Acquire whose result has not been looked at.
type weight struct {
	held  int64
	taken int // times
	since ssa.Instruction
	later int64 // given back by deferred calls
	asked ssa.Value
}

func (h *holder) is(call ssa.CallInstruction, name string) bool {
	return method(call) == weighted+name && h.frame.name(call.Common().Args[0]) == h.name
}

func (h *holder) releases() bool {
	found := false
	program.Instructions(h.frame.fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(ssa.CallInstruction)
		found = found || ok && h.is(call, "Release")
	})
	return found
}

func (h *holder) step(instruction ssa.Instruction, _ int, s weight) []weight {
	call, ok := instruction.(ssa.CallInstruction)
	if !ok {
		return []weight{s}
	}
	_, deferred := call.(*ssa.Defer)
	switch {
	case h.is(call, "Release"):
		n, constant := number(call.Common().Args[1])
		switch {
		case !constant || s.later > maxHeld:
			h.lost = true // how much is left is not known
			return nil
		case deferred:
			s.later += n
		default:
			s.held = max(s.held-n, 0)
			s.taken = max(s.taken-1, 0)
		}
	case h.is(call, "Acquire") && !deferred:
		return h.acquire(call, s)
	case h.is(call, "TryAcquire"):
		return nil
	}
	return []weight{s}
}

// acquire: who holds the rest already waits for itself. Weights that differ at run time are not followed.
func (h *holder) acquire(call ssa.CallInstruction, s weight) []weight {
	n, constant := number(call.Common().Args[2])
	if h.lost = h.lost || !constant || n > maxHeld || s.taken == maxTaken; h.lost {
		return nil
	}
	if s.held > 0 && s.since.Block().Dominates(call.Block()) && h.size >= n && s.held+n > h.size && h.isLocal() {
		h.more = append(h.more, chanuse.ReportAt(h.program, call, identity.Select, "semaphore", fmt.Sprintf(
			"Acquire of %d blocks until the context ends, if it ever does: this goroutine holds %d of %d already", n, s.held, h.size),
			partner(h.program, s.since, "is acquired here and still held")))
		return nil
	}
	if h.lost = !isChecked(call); h.lost {
		return nil
	}
	s.held += n
	s.taken++
	s.since = call
	s.asked = call.Value()
	return []weight{s}
}

// isChecked: what Acquire returns is compared where it stands, or not looked at.
func isChecked(acquire ssa.CallInstruction) bool {
	users := *acquire.Value().Referrers()
	compared := slices.ContainsFunc(users, func(user ssa.Instruction) bool {
		_, ok := user.(*ssa.BinOp)
		return ok
	})
	return len(users) == 0 || compared && !slices.ContainsFunc(users, func(user ssa.Instruction) bool {
		switch user.(type) {
		case *ssa.Store, *ssa.Phi:
			return true
		default:
			return false
		}
	})
}

// isLocal: nobody else has the semaphore, to release what this function holds.
func (h *holder) isLocal() bool {
	local := false
	program.Instructions(h.frame.fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(*ssa.Call)
		if !ok || method(call) != newWeighted || h.frame.name(call) != h.name {
			return
		}
		local = !slices.ContainsFunc(*call.Referrers(), func(user ssa.Instruction) bool {
			use, ok := user.(ssa.CallInstruction)
			return !ok || len(use.Common().Args) == 0 || use.Common().Args[0] != call || !h.is(use, "Acquire") && !h.is(use, "Release")
		})
	})
	return local
}

// edge: where Acquire has failed, nothing is held.
func (h *holder) edge(from, to *ssa.BasicBlock, s weight) weight {
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok || s.asked == nil {
		return s
	}
	compare, ok := branch.Cond.(*ssa.BinOp)
	if !ok || compare.X != s.asked {
		return s
	}
	without := from.Succs[0]
	if compare.Op == token.EQL {
		without = from.Succs[1]
	}
	if n, constant := number(s.asked.(*ssa.Call).Call.Args[2]); to == without && constant {
		s.held -= n
		s.taken--
		s.since = nil
	}
	s.asked = nil
	return s
}
