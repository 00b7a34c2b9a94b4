// Package doublesend reports DG1005: a second send where one value is received. See doc.md.
package doublesend

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1005.
var Rule = &rule.Rule{
	ID:      "DG1005",
	Name:    "doublesend",
	Summary: "A goroutine can send twice on a channel from which one value is received.",
	Help:    help,
	Fix:     "Return after the first send.",
	Level:   finding.Warning,
	CWE:     772,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
