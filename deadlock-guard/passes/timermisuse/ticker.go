package timermisuse

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// stoppedTickers: a goroutine ranges over a ticker that other code stops. Stop does not close the channel, so the range never ends.
func stoppedTickers(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			receive, ok := instruction.(*ssa.UnOp)
			if !ok || !endsByClose(receive) || !isStarted(p, fn) {
				return
			}
			ticker := timerOf(received(receive))
			if ticker == nil {
				return
			}
			key := outerKey(ticker)
			stops := stopsElsewhere(p, key, fn)
			if len(stops) == 0 {
				return
			}
			name := nameOf(ticker)
			message := fmt.Sprintf("range over %s never ends: Stop does not close it; select on a channel that is closed at the end", name)
			var partners []finding.Partner
			for _, stop := range stops {
				partners = append(partners, finding.Partner{Message: "stops the ticker, after which nothing arrives", Place: p.Place(stop)})
			}
			findings = append(findings, chanuse.ReportAt(p, receive, identity.ChanReceive, name, message, partners...))
		})
	}
	return findings
}

// endsByClose: only a close ends the loop around a receive.
func endsByClose(receive *ssa.UnOp) bool {
	if received(receive) == nil {
		return false
	}
	inLoop := false
	for _, loop := range flow.Loops(receive.Parent()) {
		if loop.Contains(receive) {
			inLoop = true
			if loop.LeftEarly() {
				return false
			}
		}
	}
	return inLoop
}

func isStarted(p *program.Program, fn *ssa.Function) bool {
	calls, _ := p.Callers(fn)
	return slices.ContainsFunc(calls, func(call program.Call) bool { return program.Spawns(call.Site) })
}

// outerKey is the field that a ticker is loaded from, or the variable that closures share for it.
func outerKey(ticker ssa.Value) any {
	key := keyOf(ticker)
	captured, ok := key.(*ssa.FreeVar)
	for ok {
		var next ssa.Value
		fn := captured.Parent()
		index := slices.Index(fn.FreeVars, captured)
		program.Instructions(fn.Parent(), func(instruction ssa.Instruction) {
			if made, isClosure := instruction.(*ssa.MakeClosure); isClosure && made.Fn == fn {
				next = made.Bindings[index]
			}
		})
		key = next
		captured, ok = next.(*ssa.FreeVar)
	}
	return key
}

// stopsElsewhere lists the calls in other functions that stop a ticker; none if it is also reset. Those at the end of the main function
// do not matter.
func stopsElsewhere(p *program.Program, key any, fn *ssa.Function) []ssa.CallInstruction {
	var stops []ssa.CallInstruction
	reset := false
	for _, other := range p.Functions {
		program.Instructions(other, func(instruction ssa.Instruction) {
			call, ok := instruction.(ssa.CallInstruction)
			if !ok || len(call.Common().Args) == 0 || outerKey(call.Common().Args[0]) != key {
				return
			}
			reset = reset || isReset(call)
			if isStop(call) && other != fn && !program.IsMain(other) {
				stops = append(stops, call)
			}
		})
	}
	if reset {
		return nil
	}
	return stops
}
