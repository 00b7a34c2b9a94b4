// Package lockcopy reports DG1026: a copy of a lock. See doc.md.
package lockcopy

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/copylock"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1026.
var Rule = &rule.Rule{
	ID:      "DG1026",
	Name:    "lockcopy",
	Summary: "A value that contains a lock is copied: the copy is another lock, and stays as it was.",
	Help:    help,
	Fix:     "Pass a pointer instead of the value.",
	Level:   finding.Warning,
	CWE:     667,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, source := range p.Sources {
		pass := &analysis.Pass{
			Analyzer: copylock.Analyzer, Fset: p.Fset, Files: source.Files, Pkg: source.Package.Pkg, TypesInfo: source.Info,
			TypesSizes: types.SizesFor("gc", "amd64"),
			ResultOf:   map[*analysis.Analyzer]any{inspect.Analyzer: inspector.New(source.Files)},
			Report: func(d analysis.Diagnostic) {
				if kind := kindOf(d.Message, source.Package.Pkg); kind != "" {
					findings = append(findings, report(p, source.Package, d, kind))
				}
			},
		}
		if _, err := copylock.Analyzer.Run(pass); err != nil {
			return nil // it reports no errors
		}
	}
	return findings
}

func report(p *program.Program, pkg *ssa.Package, d analysis.Diagnostic, kind string) finding.Finding {
	at := p.At(functionAt(p, pkg, d), d.Pos)
	return finding.Finding{
		Message:   fmt.Sprintf("%s: the copy is a %s of its own, which blocks for ever if it was locked or counted when it was copied", d.Message, kind),
		At:        at,
		Operation: operations[kind],
		Object:    kind,
		Path:      []finding.Step{{Kind: finding.Block, Place: at}},
	}
}

// functionAt is the innermost function around a diagnostic, or the package's initialiser.
func functionAt(p *program.Program, pkg *ssa.Package, d analysis.Diagnostic) *ssa.Function {
	best := pkg.Func("init")
	for _, fn := range p.Functions {
		if syntax := fn.Syntax(); fn.Pkg == pkg && syntax != nil && syntax.Pos() <= d.Pos && d.Pos < syntax.End() {
			best = fn // closures come after the functions that hold them
		}
	}
	return best
}
