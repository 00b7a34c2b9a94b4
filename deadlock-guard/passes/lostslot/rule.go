// Package lostslot reports DG1018: a wait for a place that nobody can free, in the packages of golang.org/x/sync. See doc.md.
package lostslot

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1018.
var Rule = &rule.Rule{
	ID:      "DG1018",
	Name:    "lostslot",
	Summary: "A wait for an errgroup, semaphore or singleflight call that only the waiting goroutine could free, or that nobody frees.",
	Help:    help,
	Fix:     "Give the place back on every way out, and wait for it only where it is not held.",
	Level:   finding.Error,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	sizes, others := sizesOf(p), releasersOf(p)
	for _, fn := range p.Functions {
		findings = append(findings, groups(p, fn)...)
		findings = append(findings, flights(p, fn)...)
		findings = append(findings, tooHeavy(p, fn, sizes)...)
		findings = append(findings, kept(p, fn, sizes, others)...)
	}
	return findings
}
