// Package lockorder reports DG1003: locks that are taken in opposite orders. See doc.md.
package lockorder

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/lockset"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1003.
var Rule = &rule.Rule{
	ID:      "DG1003",
	Name:    "lockorder",
	Summary: "Locks are taken in opposite orders, so that two goroutines can wait for each other.",
	Help:    help,
	Fix:     "Take the locks in the same order everywhere, or give the first one back before taking the second.",
	Level:   finding.Error,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	reported := map[*edge]bool{}
	for _, cycle := range cycles(edges(p, lockset.Analyse(p))) {
		for i, e := range cycle {
			if !reported[e] {
				reported[e] = true
				others := append(append([]*edge{}, cycle[i+1:]...), cycle[:i]...)
				findings = append(findings, report(p, e, others))
			}
		}
	}
	return findings
}
