// Package rule is what a rule consists of, and its bridge to go/analysis.
package rule

import (
	"cmp"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Rule looks for one kind of mistake.
type Rule struct {
	ID      string // DG followed by four digits; never given to another rule
	Name    string // also its folder
	Summary string // one sentence
	Help    string // Markdown with WRONG and RIGHT code
	Fix     string // what to do about a finding, in one sentence; a finding may know better
	Level   finding.Level
	CWE     int
	Run     func(*program.Program) []finding.Finding
}

// Check runs the rule and completes its findings.
func (r *Rule) Check(p *program.Program) []finding.Finding {
	findings := r.Run(p)
	for i := range findings {
		findings[i].Rule = r.ID
		findings[i].Level = r.Level
		findings[i].Fix = cmp.Or(findings[i].Fix, r.Fix)
	}
	return finding.Sort(findings)
}
