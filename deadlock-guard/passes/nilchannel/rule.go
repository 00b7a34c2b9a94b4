// Package nilchannel reports DG1004: sends and receives on channels that are nil. See doc.md.
package nilchannel

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1004.
var Rule = &rule.Rule{
	ID:      "DG1004",
	Name:    "nilchannel",
	Summary: "An operation on a channel that is nil blocks for ever.",
	Help:    help,
	Fix:     "Make the channel on every way that leads to this operation.",
	Level:   finding.Error,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
