// Package abandonedreceive reports DG1002: a goroutine's receive whose sender can leave first. See doc.md.
package abandonedreceive

import (
	_ "embed"
	"fmt"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1002.
var Rule = &rule.Rule{
	ID:      "DG1002",
	Name:    "abandonedreceive",
	Summary: "A goroutine receives from a channel whose sender can leave before it sends or closes.",
	Help:    help,
	Fix:     "Close the channel with defer in the function that sends, so that every way out ends the receive.",
	Level:   finding.Warning,
	CWE:     772,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		if program.IsMain(fn) {
			continue // its return ends the program
		}
		for _, channel := range chanuse.Of(fn) {
			if channel.Escape == "" && onlyMakerSends(channel) {
				findings = append(findings, check(p, channel)...)
			}
		}
	}
	return findings
}

// onlyMakerSends: and it does so somewhere. Where nobody does, rule nopartner says so.
func onlyMakerSends(channel *chanuse.Channel) bool {
	wakes := channel.Ops(chanuse.Send, chanuse.SelectSend, chanuse.Close)
	for _, op := range wakes {
		if context := op.Node.Context(); context != chanuse.Same && context != chanuse.Deferred {
			return false
		}
	}
	return len(wakes) > 0
}

func check(p *program.Program, channel *chanuse.Channel) []finding.Finding {
	exits, complete := chanuse.Exits(channel, state{closed: closesLater(channel)}, effects)
	if !complete {
		return nil
	}
	var findings []finding.Finding
	for _, exit := range exits {
		leaves := p.Place(exit.At)
		for _, op := range waiting(channel, exit.State) {
			findings = append(findings, report(p, channel, op, leaves))
		}
		if len(findings) > 0 {
			break
		}
	}
	return findings
}

// waiting lists the receives that are left alone when the maker leaves in a state.
func waiting(channel *chanuse.Channel, left state) []chanuse.Op {
	var ops []chanuse.Op
	for _, op := range channel.Ops(chanuse.Receive) {
		if op.Node.Context() != chanuse.Spawned || left.closed {
			continue
		}
		need := needOf(op)
		if (need == closing && left.open) || (need == value && left.values > 0) {
			ops = append(ops, op)
		}
	}
	return ops
}

func report(p *program.Program, channel *chanuse.Channel, op chanuse.Op, leaves finding.Place) finding.Finding {
	name, missing := channel.Name(), "sending or closing"
	if needOf(op) == closing {
		missing = "closing"
	}
	partners := []finding.Partner{{Message: fmt.Sprintf("leaves here without %s %s", missing, name), Place: leaves}}
	for _, wake := range channel.Ops(chanuse.Send, chanuse.SelectSend, chanuse.Close) {
		partners = append(partners, finding.Partner{Message: "would wake this receive", Place: p.Place(wake.Instr)})
	}
	return finding.Finding{
		Message: fmt.Sprintf("receive from %s blocks for ever if %s leaves at line %d without %s it",
			name, leaves.Symbol, leaves.Position.Line, missing),
		At:        p.Place(op.Instr),
		Operation: identity.ChanReceive,
		Entry:     chanuse.Entry(op),
		Object:    name,
		Path:      chanuse.Path(p, op),
		Partners:  partners,
	}
}
