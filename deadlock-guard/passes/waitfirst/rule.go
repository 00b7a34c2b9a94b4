// Package waitfirst reports DG1013: a WaitGroup's Wait before the receives that the goroutines need. See doc.md.
package waitfirst

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1013.
var Rule = &rule.Rule{
	ID:      "DG1013",
	Name:    "waitfirst",
	Summary: "A function waits for goroutines that wait for it to receive.",
	Help:    help,
	Fix:     "Receive before the wait, or wait in a goroutine that then closes the channel.",
	Level:   finding.Error,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
