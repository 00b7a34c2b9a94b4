package timermisuse

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		findings = append(findings, unarmed(p, fn)...)
		findings = append(findings, afterStop(p, fn)...)
	}
	return append(findings, stoppedTickers(p)...)
}

// unarmed: a receive from a timer that has no channel, because it is a zero value or runs a function.
func unarmed(p *program.Program, fn *ssa.Function) []finding.Finding {
	var findings []finding.Finding
	program.Instructions(fn, func(instruction ssa.Instruction) {
		receive, ok := instruction.(*ssa.UnOp)
		if !ok {
			return
		}
		timer := timerOf(received(receive))
		why := ""
		switch timer := timer.(type) {
		case *ssa.Call:
			if calleeName(timer) == "time.AfterFunc" {
				why = "the timer of an AfterFunc has no channel; send or close in its function"
			}
		case *ssa.Alloc:
			if isTimer(timer.Type()) && !isSet(timer) {
				why = "a zero timer has no channel; make it with time.NewTimer"
			}
		}
		if why != "" {
			origin := finding.Partner{Message: "the timer comes from here", Place: p.Place(timer.(ssa.Instruction))}
			message := fmt.Sprintf("receive from %s blocks for ever: %s", nameOf(timer), why)
			findings = append(findings, chanuse.ReportAt(p, receive, identity.ChanReceive, nameOf(timer), message, origin))
		}
	})
	return findings
}

// afterStop: a receive from a timer that was stopped, on the same path.
func afterStop(p *program.Program, fn *ssa.Function) []finding.Finding {
	var findings []finding.Finding
	for _, timer := range timersStoppedIn(fn) {
		for _, found := range stuckReceives(fn, timer) {
			why := "it has been stopped"
			if found.received && len(*found.stop.Value().Referrers()) > 0 {
				why = "its time was received before, so that Stop is false although nothing is left in the channel"
			}
			name := nameOf(timer.value)
			message := fmt.Sprintf("receive from %s blocks for ever: %s; since Go 1.23 there is nothing to drain after Stop", name, why)
			stop := finding.Partner{Message: "is stopped here", Place: p.Place(found.stop)}
			findings = append(findings, chanuse.ReportAt(p, found.receive, identity.ChanReceive, name, message, stop))
		}
	}
	return findings
}
