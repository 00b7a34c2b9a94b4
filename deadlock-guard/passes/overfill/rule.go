// Package overfill reports DG1008: sends past a buffer's capacity while nobody can receive. See doc.md.
package overfill

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1008.
var Rule = &rule.Rule{
	ID:      "DG1008",
	Name:    "overfill",
	Summary: "A function fills a channel past its capacity before anybody can receive.",
	Help:    help,
	Fix:     "Start the receiver before the channel is filled, or size the buffer for all values.",
	Level:   finding.Error,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
