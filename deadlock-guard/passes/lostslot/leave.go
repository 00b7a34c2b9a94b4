package lostslot

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// check looks for the ways out on which something is still held.
func (h *holder) check() []finding.Finding {
	walk := flow.Walk[weight]{Step: h.step, Edge: h.edge, Full: func() bool { return h.lost }}
	exits, complete := walk.FromEntry(h.frame.fn, weight{})
	after, known := h.afterRelease()
	if !complete || !known {
		return nil
	}
	if !slices.ContainsFunc(exits, func(e flow.Exit[weight]) bool { return e.State.since != nil && e.State.held <= e.State.later }) {
		return h.more // whoever calls this function is to release
	}
	for _, exit := range exits {
		s := exit.State
		if s.held <= s.later || after[exit.At] || !failed(exit.At) || !s.since.Block().Dominates(exit.At.Block()) {
			continue
		}
		leaves := h.program.Place(exit.At)
		h.more = append(h.more, chanuse.ReportAt(h.program, s.since, identity.Select, "semaphore", fmt.Sprintf(
			"Acquire blocks for ever once all has been lost: %s can return at line %d without Release", leaves.Symbol, leaves.Position.Line),
			finding.Partner{Message: "returns here without Release", Place: leaves}))
	}
	return h.more
}

// afterRelease are the ways out that a Release can lead to. Whether it does may depend on what the path asked before, so these say nothing.
func (h *holder) afterRelease() (exits map[ssa.Instruction]bool, known bool) {
	exits, known = map[ssa.Instruction]bool{}, true
	walk := flow.Walk[int]{
		Step: func(_ ssa.Instruction, _ int, s int) []int { return []int{s} },
		Stop: func(instruction ssa.Instruction) bool {
			call, ok := instruction.(ssa.CallInstruction)
			return ok && h.is(call, "Acquire")
		},
	}
	program.Instructions(h.frame.fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(*ssa.Call)
		if !ok || !h.is(call, "Release") {
			return
		}
		reached, complete := walk.After(call, 0)
		known = known && complete
		for _, exit := range reached {
			exits[exit.At] = true
		}
	})
	return exits, known
}

// failed: a way out that does not tell the caller that it now has the weight, as a result of nil or true might.
func failed(exit ssa.Instruction) bool {
	results := exit.(*ssa.Return).Results
	if len(results) == 0 {
		return true
	}
	last := results[len(results)-1]
	_, constant := last.(*ssa.Const)
	return !constant && types.TypeString(last.Type(), nil) == "error"
}
