// Package waitgroup reports DG1023: a sync.WaitGroup whose count does not come down to nothing, or not in time. See doc.md.
package waitgroup

import (
	_ "embed"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1023.
var Rule = &rule.Rule{
	ID:      "DG1023",
	Name:    "waitgroup",
	Summary: "A WaitGroup whose count does not come down to zero, or is raised too late.",
	Help:    help,
	Fix:     "Call Add before the go statement, and Done with defer in the goroutine.",
	Level:   finding.Error,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

// groups is what the parts of the rule look at.
type groups struct {
	*lockflow.Analysis
	shared *lockflow.Shared
	waits  []wait
	starts []start
	found  []finding.Finding
}

// wait is a Wait that fn, or what it calls, comes to.
type wait struct {
	fn    *ssa.Function
	event lockflow.Event
}

// start is a goroutine that fn leaves a count to.
type start struct {
	fn *ssa.Function
	lockflow.Handed
}

func run(p *program.Program) []finding.Finding {
	g := &groups{Analysis: lockflow.Analyse(p)}
	g.shared = g.Shared()
	g.FunctionsWith(func(fn *ssa.Function, result *lockflow.Result) {
		for _, event := range result.Events {
			if event.Kind == lockflow.Wait {
				g.waits = append(g.waits, wait{fn, event})
			}
		}
		for _, handed := range result.Handed {
			if handed.Hold.Mode == lockflow.Group {
				g.starts = append(g.starts, start{fn, handed})
			}
		}
	})
	g.outstanding()
	g.leftOut()
	g.unfinished()
	g.waitsForItself()
	g.underLock()
	g.lateAdd()
	return g.found
}

// counts says whether a Wait waits for the group that a goroutine was started for.
func (w wait) counts(s start) bool {
	if w.fn == s.fn && w.event.Object != "" {
		return w.event.Object == s.Hold.Path
	}
	return w.event.Class.Key != "" && w.event.Class == s.Hold.Class
}

// of lists the waits for a class, each place once.
func (g *groups) of(key string) []wait {
	var found []wait
	seen := map[ssa.Instruction]bool{}
	for _, w := range g.waits {
		if key != "" && w.event.Class.Key == key && len(w.event.Calls) == 0 && !seen[w.event.At] {
			seen[w.event.At] = true
			found = append(found, w)
		}
	}
	return found
}
