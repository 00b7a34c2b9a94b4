// Package missingclose reports DG1006: a range over a channel that stays open. See doc.md.
package missingclose

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1006.
var Rule = &rule.Rule{
	ID:      "DG1006",
	Name:    "missingclose",
	Summary: "A loop ranges over a channel that nobody closes, or that its sender can leave open.",
	Help:    help,
	Fix:     "Close the channel with defer in the goroutine that sends.",
	Level:   finding.Warning,
	CWE:     772,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
