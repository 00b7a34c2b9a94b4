// Package recursiverlock reports DG1022: a read lock inside of a read lock. See doc.md.
package recursiverlock

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1022.
var Rule = &rule.Rule{
	ID:      "DG1022",
	Name:    "recursiverlock",
	Summary: "A goroutine read-locks what it has read-locked; a writer that comes in between blocks both for ever.",
	Help:    help,
	Fix:     "Give back the read lock before the call, or call a variant of the function that expects it to be held.",
	Level:   finding.Warning,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

// nested is a read lock that fn, or what it calls, takes while it holds the same one.
type nested struct {
	fn    *ssa.Function
	event lockflow.Event
}

func run(p *program.Program) []finding.Finding {
	locks := lockflow.Analyse(p)
	writers := map[string]ssa.Instruction{}
	best := map[ssa.Instruction]nested{}
	var order []ssa.Instruction
	locks.FunctionsWith(func(fn *ssa.Function, result *lockflow.Result) {
		for _, event := range result.Events {
			if event.Kind == lockflow.Acquire && event.Mode == lockflow.Write && writers[event.Class.Key] == nil {
				writers[event.Class.Key] = event.At
			}
			if event.Clash == nil || event.Mode != lockflow.Read || event.Clash.Mode != lockflow.Read {
				continue
			}
			known, seen := best[event.At]
			if !seen {
				order = append(order, event.At)
			}
			if !seen || len(event.Calls) < len(known.event.Calls) {
				best[event.At] = nested{fn, event}
			}
		}
	})
	var findings []finding.Finding
	for _, at := range order {
		n := best[at]
		if writer := writers[n.event.Class.Key]; writer != nil && n.event.Class.Key != "" {
			findings = append(findings, report(locks, n, writer))
		}
	}
	return findings
}

func report(locks *lockflow.Analysis, n nested, writer ssa.Instruction) finding.Finding {
	name := n.event.Class.Words
	outer, writes := locks.Program.Place(n.event.Clash.At), locks.Program.Place(writer)
	entry, path := locks.Way(n.fn, n.event.Calls, n.event.At)
	return finding.Finding{
		Message: fmt.Sprintf("read lock of %s blocks for ever if %s waits for its write lock by then: it waits for the read lock that %s holds since line %d",
			name, writes.Symbol, outer.Symbol, outer.Position.Line),
		At:        locks.Program.Place(n.event.At),
		Operation: n.event.Wait,
		Entry:     entry,
		Object:    name,
		LockSet:   lockflow.LockWords(n.fn, n.event.Under),
		Path:      path,
		Partners: []finding.Partner{
			{Message: name + " is read-locked here; unlock it first, or call a variant that expects it locked", Place: outer},
			{Message: "a writer that waits here keeps new readers out", Place: writes},
		},
	}
}
