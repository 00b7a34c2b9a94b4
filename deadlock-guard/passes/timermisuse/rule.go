// Package timermisuse reports DG1012: a receive from a timer that does not fire any more. See doc.md.
package timermisuse

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1012.
var Rule = &rule.Rule{
	ID:      "DG1012",
	Name:    "timermisuse",
	Summary: "A receive from a timer that does not fire any more.",
	Help:    help,
	Fix:     "Drop the receive that drains the timer, and end a range over a ticker with a channel of its own.",
	Level:   finding.Warning,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
