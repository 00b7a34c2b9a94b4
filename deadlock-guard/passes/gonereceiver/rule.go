// Package gonereceiver reports DG1011: a send to a loop that can have ended. See doc.md.
package gonereceiver

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1011.
var Rule = &rule.Rule{
	ID:      "DG1011",
	Name:    "gonereceiver",
	Summary: "A send to a loop that can end, with no other way out for the sender.",
	Help:    help,
	Fix:     "Send in a select with a case for the end of the loop.",
	Level:   finding.Warning,
	CWE:     772,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
