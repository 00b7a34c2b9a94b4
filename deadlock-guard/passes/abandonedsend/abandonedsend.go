// Package abandonedsend reports DG1001: a goroutine's send whose receiver can leave first. See doc.md.
package abandonedsend

import (
	_ "embed"
	"fmt"
	"slices"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1001.
var Rule = &rule.Rule{
	ID:      "DG1001",
	Name:    "abandonedsend",
	Summary: "A goroutine sends on a channel whose receiver can leave before it receives.",
	Help:    help,
	Fix:     "Give the channel a buffer for every value that may be sent, or send in a select with a case that ends when the receiver leaves.",
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
			if sends := spawnedSends(channel); len(sends) > 0 && isDecidable(channel) && !chanuse.SendsTwice(channel) {
				if exit, found := chanuse.Abandoned(channel, most); found {
					findings = append(findings, report(p, channel, sends, exit)...)
				}
			}
		}
	}
	return findings
}

// most: on some path a goroutine sends this often.
func most(started *chanuse.Node) int { return chanuse.Most(started, chanuse.Send) }

func spawnedSends(channel *chanuse.Channel) []chanuse.Op {
	var sends []chanuse.Op
	for _, op := range channel.Ops(chanuse.Send) {
		if op.Node.Context() == chanuse.Spawned {
			sends = append(sends, op)
		}
	}
	return sends
}

// isDecidable: every receive is one that the maker itself does, in a known order with the rest. How often a loop sends is not known,
// which matters for a buffer only.
func isDecidable(channel *chanuse.Channel) bool {
	if channel.Escape != "" || channel.Capacity == chanuse.UnknownCapacity {
		return false
	}
	receives := channel.Ops(chanuse.Receive, chanuse.SelectReceive)
	for _, op := range receives {
		if op.Node.Context() != chanuse.Same {
			return false
		}
	}
	return !chanuse.EndsByValue(channel) && (channel.Capacity == 0 || !slices.ContainsFunc(channel.Ops(chanuse.Send), chanuse.Op.Repeats))
}

func report(p *program.Program, channel *chanuse.Channel, sends []chanuse.Op, exit flow.Exit[int]) []finding.Finding {
	leaves := p.Place(exit.At)
	name := channel.Name()
	partners := []finding.Partner{{Message: "leaves here without receiving from " + name, Place: leaves}}
	for _, op := range channel.Ops(chanuse.Receive, chanuse.SelectReceive) {
		partners = append(partners, finding.Partner{Message: "the receive that this send waits for", Place: p.Place(op.Instr)})
	}
	var findings []finding.Finding
	for _, send := range sends {
		findings = append(findings, finding.Finding{
			Message: fmt.Sprintf("send on %s blocks for ever if %s leaves at line %d without receiving",
				name, leaves.Symbol, leaves.Position.Line),
			At:        p.Place(send.Instr),
			Operation: identity.ChanSend,
			Entry:     chanuse.Entry(send),
			Object:    name,
			Path:      chanuse.Path(p, send),
			Partners:  partners,
		})
	}
	return findings
}
