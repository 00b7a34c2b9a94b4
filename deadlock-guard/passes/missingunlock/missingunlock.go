// Package missingunlock reports DG1020: a way out of a function on which it keeps a lock. See doc.md.
package missingunlock

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

// Rule is DG1020.
var Rule = &rule.Rule{
	ID:      "DG1020",
	Name:    "missingunlock",
	Summary: "A function returns with a lock that it gives back on its other ways out.",
	Help:    help,
	Fix:     "Unlock with defer right after the lock is taken.",
	Level:   finding.Error,
	CWE:     667,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

func run(p *program.Program) []finding.Finding {
	locks := lockflow.Analyse(p)
	others := locks.Shared()
	var findings []finding.Finding
	locks.FunctionsWith(func(fn *ssa.Function, result *lockflow.Result) {
		if program.IsMain(fn) || others.IsKeeper(fn) {
			return
		}
		seen := map[ssa.Instruction]bool{}
		for _, exit := range result.Exits {
			for _, hold := range exit.Held {
				if hold.Mode == lockflow.Group || seen[hold.At] || !result.Released[hold.At] || others.GivesBack(hold) {
					continue
				}
				seen[hold.At] = true
				findings = append(findings, report(locks, fn, hold, exit))
			}
		}
	})
	return findings
}
