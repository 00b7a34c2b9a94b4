// Package doublelock reports DG1021: a goroutine that locks what it holds. See doc.md.
package doublelock

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

// Rule is DG1021.
var Rule = &rule.Rule{
	ID:      "DG1021",
	Name:    "doublelock",
	Summary: "A goroutine locks a lock that it holds already, and waits for itself.",
	Help:    help,
	Fix:     "Unlock before the call, or call a variant of the function that expects the lock to be held.",
	Level:   finding.Error,
	CWE:     764,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

func run(p *program.Program) []finding.Finding {
	locks := lockflow.Analyse(p)
	best := map[ssa.Instruction]clash{}
	var order []ssa.Instruction
	locks.FunctionsWith(func(fn *ssa.Function, result *lockflow.Result) {
		for _, event := range result.Events {
			if event.Clash == nil || (event.Mode == lockflow.Read && event.Clash.Mode == lockflow.Read) {
				continue
			}
			known, seen := best[event.At]
			if !seen {
				order = append(order, event.At)
			}
			if !seen || len(event.Calls) < len(known.event.Calls) {
				best[event.At] = clash{fn, event}
			}
		}
	})
	var findings []finding.Finding
	for _, at := range order {
		findings = append(findings, report(locks, best[at]))
	}
	return findings
}

// clash is an acquisition of a lock that fn, or what it calls, holds.
type clash struct {
	fn    *ssa.Function
	event lockflow.Event
}

func report(locks *lockflow.Analysis, c clash) finding.Finding {
	name := lockflow.Words(c.fn, c.event.Class.Words, c.event.Object, "the lock")
	taken := locks.Program.Place(c.event.Clash.At)
	entry, path := locks.Way(c.fn, c.event.Calls, c.event.At)
	how := "locked"
	if c.event.Clash.Mode == lockflow.Read {
		how = "read-locked"
	}
	return finding.Finding{
		Message: fmt.Sprintf("lock of %s blocks for ever: %s has %s it at line %d and cannot unlock it while it waits here",
			name, taken.Symbol, how, taken.Position.Line),
		At:        locks.Program.Place(c.event.At),
		Operation: c.event.Wait,
		Entry:     entry,
		Object:    name,
		LockSet:   lockflow.LockWords(c.fn, c.event.Under),
		Path:      path,
		Partners:  []finding.Partner{{Message: name + " is taken here and still held; unlock it first, or call a variant that expects it locked", Place: taken}},
	}
}
