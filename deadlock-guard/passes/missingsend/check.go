package missingsend

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
			if isDecidable(channel) {
				findings = append(findings, check(p, channel)...)
			}
		}
	}
	return findings
}

var wakes = []chanuse.Kind{chanuse.Send, chanuse.SelectSend, chanuse.Close}

// isDecidable: only goroutines of the maker send, outside of loops of their own, and only the maker receives.
func isDecidable(channel *chanuse.Channel) bool {
	if channel.Escape != "" {
		return false
	}
	for _, op := range channel.Ops(wakes...) {
		if op.Node.Context() != chanuse.Spawned || flow.Repeats(op.Instr) {
			return false
		}
	}
	for _, op := range channel.Ops(chanuse.Receive, chanuse.SelectReceive) {
		if op.Node.Context() != chanuse.Same {
			return false
		}
	}
	return true
}

// check follows the maker; the state is the number of values that are certain to come. Many stands for a close as well.
func check(p *program.Program, channel *chanuse.Channel) []finding.Finding {
	starved := map[ssa.Instruction]chanuse.Op{}
	_, complete := chanuse.Exits(channel, 0, chanuse.Effects[int]{
		Op: func(op chanuse.Op, coming int) int {
			if op.Kind == chanuse.Receive && coming == 0 && !isRange(op) {
				starved[op.Instr] = op
			}
			if op.Kind == chanuse.Receive || op.Kind == chanuse.SelectReceive {
				return max(chanuse.Less(coming), 0)
			}
			return coming
		},
		Spawn:    func(started *chanuse.Node, coming int) int { return chanuse.Add(coming, promised(started)) },
		Defer:    func(_ *chanuse.Node, coming int) int { return coming },
		Complete: func(_ []chanuse.Op, coming int) int { return coming },
	})
	if !complete {
		return nil
	}
	var findings []finding.Finding
	for _, op := range channel.Ops(chanuse.Receive) {
		if _, found := starved[op.Instr]; found {
			if broken := quitters(channel, op); len(broken) > 0 {
				findings = append(findings, report(p, channel, op, broken))
			}
		}
	}
	return findings
}

// isRange: what ends a range is a close, which is another rule's.
func isRange(op chanuse.Op) bool {
	receive, ok := op.Instr.(*ssa.UnOp)
	return ok && receive.CommaOk && flow.Repeats(receive)
}

func report(p *program.Program, channel *chanuse.Channel, op chanuse.Op, broken []quitter) finding.Finding {
	name := channel.Name()
	leaves := p.Place(broken[0].exit)
	var partners []finding.Partner
	for _, q := range broken {
		partners = append(partners, finding.Partner{Message: "ends here without sending on or closing " + name, Place: p.Place(q.exit)})
	}
	partners = append(partners, chanuse.Partners(p, channel.Ops(wakes...), "would wake this receive")...)
	message := fmt.Sprintf("receive from %s blocks for ever if its goroutine ends at line %d; close %s with defer in the goroutine",
		name, leaves.Position.Line, name)
	return chanuse.Report(p, op, name, message, partners...)
}
