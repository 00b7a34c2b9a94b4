package missingclose

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		for _, channel := range chanuse.Of(fn) {
			if channel.Escape == "" {
				findings = append(findings, neverClosed(p, channel)...)
				findings = append(findings, leftOpen(p, channel)...)
			}
		}
	}
	for _, shared := range chanuse.AllShared(p) {
		findings = append(findings, keptOpen(p, shared)...)
	}
	return findings
}

// isRange: a receive that only a close ends: its loop has no other way out.
func isRange(op chanuse.Op) bool {
	receive, ok := op.Instr.(*ssa.UnOp)
	if !ok || !receive.CommaOk {
		return false
	}
	inLoop := false
	for _, loop := range flow.Loops(receive.Parent()) {
		if loop.Contains(receive) {
			if loop.LeftEarly() {
				return false
			}
			inLoop = true
		}
	}
	return inLoop
}

func ranges(ops []chanuse.Op) []chanuse.Op {
	var found []chanuse.Op
	for _, op := range ops {
		if isRange(op) {
			found = append(found, op)
		}
	}
	return found
}

// neverClosed: values are sent, but no close is there. Goroutines that live on values of their maker alone are rule abandonedreceive's;
// those of the main function end with the program.
func neverClosed(p *program.Program, channel *chanuse.Channel) []finding.Finding {
	sends := channel.Ops(chanuse.Send, chanuse.SelectSend)
	if len(channel.Ops(chanuse.Close)) > 0 || len(sends) == 0 {
		return nil
	}
	others := false
	for _, send := range sends {
		context := send.Node.Context()
		others = others || context == chanuse.Spawned || context == chanuse.Unknown
	}
	var findings []finding.Finding
	for _, op := range ranges(channel.Ops(chanuse.Receive)) {
		context := op.Node.Context()
		if context == chanuse.Same || (context == chanuse.Spawned && others && !program.IsMain(channel.Make.Parent())) {
			name := channel.Name()
			message := fmt.Sprintf("range over %s never ends: nobody closes it; close it when the last sender is done", name)
			findings = append(findings, chanuse.Report(p, op, name, message, chanuse.Partners(p, sends, "sends, but does not close "+name)...))
		}
	}
	return findings
}

// leftOpen: the one goroutine that closes the channel can end without doing so.
func leftOpen(p *program.Program, channel *chanuse.Channel) []finding.Finding {
	closes := channel.Ops(chanuse.Close)
	if len(closes) == 0 {
		return nil
	}
	closer := closes[0].Node.Goroutine()
	for _, op := range closes {
		if op.Node.Context() != chanuse.Spawned || op.Node.Goroutine() != closer || flow.Repeats(closer.Via) {
			return nil
		}
	}
	exit := chanuse.ExitWithout(closer, func(ssa.Instruction, int) bool { return false }, chanuse.Close)
	if exit == nil {
		return nil
	}
	leaves, name := p.Place(exit), channel.Name()
	var findings []finding.Finding
	for _, op := range ranges(channel.Ops(chanuse.Receive)) {
		if context := op.Node.Context(); context == chanuse.Unknown || (context == chanuse.Spawned && program.IsMain(channel.Make.Parent())) {
			continue
		}
		partners := []finding.Partner{{Message: "ends here without closing " + name, Place: leaves}}
		partners = append(partners, chanuse.Partners(p, closes, "closes it on other paths")...)
		message := fmt.Sprintf("range over %s never ends if its sender ends at line %d without closing it; close it with defer", name,
			leaves.Position.Line)
		findings = append(findings, chanuse.Report(p, op, name, message, partners...))
	}
	return findings
}
