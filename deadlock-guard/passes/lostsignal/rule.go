// Package lostsignal reports DG1017: a wait for a signal that can come too early. See doc.md.
package lostsignal

import (
	_ "embed"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1017.
var Rule = &rule.Rule{
	ID:      "DG1017",
	Name:    "lostsignal",
	Summary: "A receive whose only senders give up when nobody waits yet.",
	Help:    help,
	Fix:     "Give the channel a buffer for one signal, or close it instead of sending.",
	Level:   finding.Warning,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()
