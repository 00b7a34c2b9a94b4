// Package rule is what a rule consists of, and its bridge to go/analysis.
package rule

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Rule looks for one kind of mistake.
type Rule struct {
	ID      string // DG followed by four digits; never given to another rule
	Name    string // also its folder
	Summary string // one sentence
	Help    string // Markdown with WRONG and RIGHT code
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
	}
	return finding.Sort(findings)
}

// Analyzer lets vet tools run the rule package by package. It then cannot look into other packages, which the scan command can.
func (r *Rule) Analyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     r.Name,
		Doc:      strings.TrimSpace(r.Summary) + "\n\n" + r.Help,
		Requires: []*analysis.Analyzer{buildssa.Analyzer},
		Run: func(pass *analysis.Pass) (any, error) {
			built := pass.ResultOf[buildssa.Analyzer].(*buildssa.SSA)
			source := program.Source{Package: built.Pkg, Files: pass.Files, Info: pass.TypesInfo}
			for _, f := range r.Check(program.New(pass.Fset, []program.Source{source})) {
				pass.Report(diagnostic(f))
			}
			return nil, nil
		},
	}
}

func diagnostic(f finding.Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.At.Pos, Category: f.Rule, Message: f.Message}
	for _, partner := range f.Partners {
		if partner.Place.Pos != token.NoPos {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: partner.Place.Pos, Message: partner.Message})
		}
	}
	return d
}
