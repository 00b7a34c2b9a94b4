// Package sendunderlock reports DG1025: a channel operation under a lock that its partner needs. See doc.md.
package sendunderlock

import (
	_ "embed"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1025.
var Rule = &rule.Rule{
	ID:      "DG1025",
	Name:    "sendunderlock",
	Summary: "A goroutine sends or receives while it holds a lock that the other side needs first.",
	Help:    help,
	Fix:     "Unlock before the channel operation.",
	Level:   finding.Error,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

// channel is an unbuffered channel all of whose uses are known.
type channel struct {
	name  string
	made  *ssa.MakeChan // of a local one
	local bool
	ops   func(...chanuse.Kind) []chanuse.Op
}

func run(p *program.Program) []finding.Finding {
	s := &search{Analysis: lockflow.Analyse(p)}
	for _, c := range channels(p) {
		s.channel = c
		s.side([]chanuse.Kind{chanuse.Send}, []chanuse.Kind{chanuse.Receive, chanuse.SelectReceive})
		s.side([]chanuse.Kind{chanuse.Receive}, []chanuse.Kind{chanuse.Send, chanuse.SelectSend, chanuse.Close})
	}
	return s.found
}

func channels(p *program.Program) []channel {
	var found []channel
	for _, fn := range p.Functions {
		for _, c := range chanuse.Of(fn) {
			if c.Escape == "" && !c.OthersSend && !c.OthersReceive && c.Capacity == 0 {
				found = append(found, channel{name: c.Name(), made: c.Make, local: true, ops: c.Ops})
			}
		}
	}
	for _, shared := range chanuse.AllShared(p) {
		_, largest := shared.Capacity()
		if shared.IsKnown() && !shared.OthersSend() && !shared.OthersReceive() && largest == 0 && len(shared.Makes) > 0 {
			found = append(found, channel{name: shared.Name(), ops: shared.Ops})
		}
	}
	return found
}
