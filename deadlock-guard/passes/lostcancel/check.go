package lostcancel

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			if call, ok := instruction.(*ssa.Call); ok {
				findings = append(findings, endlessDone(p, call)...)
				findings = append(findings, keptCancel(p, call)...)
			}
		})
	}
	return findings
}

// endlessDone: the Done channel of a context that never ends is nil.
func endlessDone(p *program.Program, done *ssa.Call) []finding.Finding {
	if !isDone(done) || program.IsMain(done.Parent()) {
		return nil
	}
	origin, why := neverEnds(done.Call.Value, maxDepth)
	if origin == nil {
		return nil
	}
	var findings []finding.Finding
	for _, wait := range waitsFor(done) {
		if _, isLoop := wait.(*ssa.Select); isLoop {
			continue // work that goes on for as long as the program does
		}
		message := fmt.Sprintf("%s blocks for ever: %s never ends, its Done is nil; pass on a context that somebody cancels", word(wait), why)
		from := finding.Partner{Message: "the context comes from here", Place: p.Place(origin)}
		findings = append(findings, chanuse.ReportAt(p, wait, operation(wait), why, message, from))
	}
	return findings
}

// keptCancel: a context made from one that never ends, whose cancel function is kept in a field that nothing calls, or dropped.
func keptCancel(p *program.Program, made *ssa.Call) []finding.Finding {
	if calleeName(made) != "context.WithCancel" {
		return nil
	}
	if !lasts(p, made.Call.Args[0]) {
		return nil
	}
	context, cancel := results(made)
	if context == nil {
		return nil
	}
	why, known := uncalled(p, cancel)
	if !known {
		return nil
	}
	var findings []finding.Finding
	for _, wait := range waitsOn(p, context) {
		message := fmt.Sprintf("%s blocks for ever: nothing cancels the context, %s", word(wait), why)
		from := finding.Partner{Message: "the context is made here", Place: p.Place(made)}
		findings = append(findings, chanuse.ReportAt(p, wait, operation(wait), "ctx.Done()", message, from))
	}
	return findings
}

// results are the context and the cancel function, or nil where they are not used.
func results(made *ssa.Call) (context, cancel ssa.Value) {
	for _, user := range *made.Referrers() {
		if part, ok := user.(*ssa.Extract); ok {
			if part.Index == 0 {
				context = part
			} else {
				cancel = part
			}
		}
	}
	return context, cancel
}

// isDone: the call of a context's Done.
func isDone(call *ssa.Call) bool {
	return call.Call.IsInvoke() && call.Call.Method.FullName() == "(context.Context).Done"
}

// waitsFor lists the receives from the channel that a Done returns, and the selects that nothing else can end.
func waitsFor(done *ssa.Call) []ssa.Instruction {
	var waits []ssa.Instruction
	for _, user := range *done.Referrers() {
		switch user := user.(type) {
		case *ssa.UnOp:
			if user.Op == token.ARROW {
				waits = append(waits, user)
			}
		case *ssa.Select:
			if user.Blocking && onlyWayOut(user, done) {
				waits = append(waits, user)
			}
		}
	}
	return waits
}

// onlyWayOut: around the select is a loop that only this case leaves.
func onlyWayOut(choice *ssa.Select, done *ssa.Call) bool {
	if !flow.Repeats(choice) {
		return false
	}
	for number, state := range choice.States {
		if state.Chan == ssa.Value(done) {
			continue
		}
		walk := flow.Walk[int]{
			Step: func(_ ssa.Instruction, _ int, s int) []int { return []int{s} },
			Stop: func(instruction ssa.Instruction) bool { return instruction == ssa.Instruction(choice) },
		}
		exits, complete := walk.AfterCase(choice, number, 0)
		if !complete || len(exits) == 0 {
			return false
		}
		for _, exit := range exits {
			if exit.At != ssa.Instruction(choice) {
				return false
			}
		}
	}
	return true
}

func operation(wait ssa.Instruction) string {
	if _, ok := wait.(*ssa.Select); ok {
		return identity.Select
	}
	return identity.ChanReceive
}

func word(wait ssa.Instruction) string {
	if _, ok := wait.(*ssa.Select); ok {
		return "loop around a select"
	}
	return "receive from Done"
}
