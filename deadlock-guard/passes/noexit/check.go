package noexit

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			call, ok := instruction.(ssa.CallInstruction)
			if !ok || !program.Spawns(call) {
				return
			}
			started := startedBy(call)
			if started == nil {
				return
			}
			wait := endlessWait(started)
			if wait == nil {
				return
			}
			if why := perCall(p, fn, started); why.text != "" {
				findings = append(findings, report(p, call, wait, why))
			}
		})
	}
	return findings
}

// startedBy is the function that a go statement, or a call that stands for one, runs; nil if it is not known.
func startedBy(call ssa.CallInstruction) *ssa.Function {
	if _, ok := call.(*ssa.Go); ok {
		return program.Callee(call)
	}
	arguments := call.Common().Args
	closure, ok := arguments[len(arguments)-1].(*ssa.MakeClosure)
	if !ok {
		return nil
	}
	return closure.Fn.(*ssa.Function)
}

func report(p *program.Program, start ssa.CallInstruction, wait ssa.Instruction, why reason) finding.Finding {
	operation, object := identity.ChanReceive, "a channel"
	if choice, ok := wait.(*ssa.Select); ok {
		operation = identity.Select
		if slices.ContainsFunc(choice.States, func(s *ssa.SelectState) bool { return isTime(s.Chan) }) {
			object = "a timer"
		}
	} else if isTime(wait.(*ssa.UnOp).X) {
		object = "a timer"
	}
	message := fmt.Sprintf("goroutine never ends: this loop waits for %s and has no way out, and %s; return when a context or a stop channel ends",
		object, why.text)
	begun := finding.Partner{Message: "is started here", Place: p.Place(start)}
	return chanuse.ReportAt(p, wait, operation, object, message, append([]finding.Partner{begun}, why.partners...)...)
}
