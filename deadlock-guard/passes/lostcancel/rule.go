// Package lostcancel reports DG1015: a wait for a context that nobody cancels. See doc.md.
package lostcancel

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1015.
var Rule = &rule.Rule{
	ID:      "DG1015",
	Name:    "lostcancel",
	Summary: "A wait for the end of a context that nobody ends.",
	Help:    help,
	Fix:     "Call the cancel function on every way, or derive the context from one that ends.",
	Level:   finding.Warning,
	CWE:     772,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
