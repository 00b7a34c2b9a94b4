package lostsignal

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
			if channel.Capacity == 0 && !channel.OthersSend {
				findings = append(findings, check(p, channel.Name(), channel.Ops)...)
			}
		}
	}
	for _, shared := range chanuse.AllShared(p) {
		_, largest := shared.Capacity()
		if len(shared.Makes) > 0 && largest == 0 && !shared.OthersSend() {
			findings = append(findings, check(p, shared.Name(), shared.Ops)...)
		}
	}
	return findings
}

// check: without a buffer, a send that does not wait is lost unless the receiver stands ready. A receive in a loop gets a later one.
func check(p *program.Program, name string, ops func(...chanuse.Kind) []chanuse.Op) []finding.Finding {
	signals := ops(chanuse.SelectSend)
	if len(signals) == 0 || len(ops(chanuse.Send, chanuse.Close)) > 0 {
		return nil
	}
	for _, op := range signals {
		if choice := op.Instr.(*ssa.Select); choice.Blocking || flow.Repeats(choice) {
			return nil
		}
	}
	var findings []finding.Finding
	for _, op := range ops(chanuse.Receive) {
		if flow.Repeats(op.Instr) || program.IsMain(op.Instr.Parent()) {
			continue
		}
		message := fmt.Sprintf("receive from %s blocks for ever if the signal came before it: the sender does not wait; give %s a buffer of 1",
			name, name)
		partners := chanuse.Partners(p, signals, "gives up at once if nobody receives yet")
		findings = append(findings, chanuse.Report(p, op, name, message, partners...))
	}
	return findings
}
