// Package nopartner reports DG1007: operations on a channel that have no counterpart. See doc.md.
package nopartner

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1007.
var Rule = &rule.Rule{
	ID:      "DG1007",
	Name:    "nopartner",
	Summary: "A send or receive has no counterpart anywhere in the program.",
	Help:    help,
	Fix:     "Add the other half of the operation, or remove this one.",
	Level:   finding.Error,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
