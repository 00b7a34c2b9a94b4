// Package noexit reports DG1014: a goroutine started for each call that never ends. See doc.md.
package noexit

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1014.
var Rule = &rule.Rule{
	ID:      "DG1014",
	Name:    "noexit",
	Summary: "A goroutine that is started for each call loops for ever.",
	Help:    help,
	Fix:     "Give the loop a case that returns when the request or the object ends.",
	Level:   finding.Warning,
	CWE:     772,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
