// Package stuckselect reports DG1009: a select that nothing can end. See doc.md.
package stuckselect

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1009.
var Rule = &rule.Rule{
	ID:      "DG1009",
	Name:    "stuckselect",
	Summary: "A select waits for channels whose partners are missing or can leave.",
	Help:    help,
	Fix:     "Add a case that every way out of the other side wakes, such as the Done channel of a context.",
	Level:   finding.Warning,
	CWE:     772,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
