// Package missingsend reports DG1010: a receive whose sending goroutine can end first. See doc.md.
package missingsend

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1010.
var Rule = &rule.Rule{
	ID:      "DG1010",
	Name:    "missingsend",
	Summary: "A function waits for a value, but the goroutine that should send it can end without.",
	Help:    help,
	Fix:     "Send or close on every way out of the goroutine, best with defer.",
	Level:   finding.Warning,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
