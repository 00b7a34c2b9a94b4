// Package forgottenresult reports DG1016: a reply to a waiter that has left. See doc.md.
package forgottenresult

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1016.
var Rule = &rule.Rule{
	ID:      "DG1016",
	Name:    "forgottenresult",
	Summary: "A reply is sent to a waiter that has left its channel in a map.",
	Help:    help,
	Fix:     "Take the waiter out of the map when it gives up, or give its channel a buffer for one value.",
	Level:   finding.Warning,
	CWE:     772,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
