package rule

import (
	"go/token"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/suppress"
)

// Analyzer lets vet tools run the rule package by package. Ignore comments count as in a scan; but a comment that answers nothing is not
// reported, for what it answers may need the other packages to be seen.
func (r *Rule) Analyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     r.Name,
		Doc:      strings.TrimSpace(r.Summary) + "\n\n" + r.Help,
		Requires: []*analysis.Analyzer{onePackage},
		Run: func(pass *analysis.Pass) (any, error) {
			pkg := pass.ResultOf[onePackage].(*onlyPackage)
			for _, f := range pkg.check(r) {
				pass.Report(diagnostic(f))
			}
			return nil, nil
		},
	}
}

// onlyPackage is a package without the rest of the program. The rules share what they find out about it, one after the other: a driver
// would run them at the same time, and their analyses are made for one goroutine.
type onlyPackage struct {
	mutex    sync.Mutex
	program  *program.Program
	comments *suppress.Comments
}

var onePackage = &analysis.Analyzer{
	Name:       "deadlockguardpackage",
	Doc:        "prepare a package for the rules of deadlock-guard",
	Requires:   []*analysis.Analyzer{buildssa.Analyzer},
	ResultType: reflect.TypeFor[*onlyPackage](),
	Run: func(pass *analysis.Pass) (any, error) {
		built := pass.ResultOf[buildssa.Analyzer].(*buildssa.SSA)
		source := program.Source{Package: built.Pkg, Files: pass.Files, Info: pass.TypesInfo}
		return &onlyPackage{program: program.Part(pass.Fset, source), comments: suppress.Read(pass.Fset, pass.Files)}, nil
	},
}

func (o *onlyPackage) check(r *Rule) []finding.Finding {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	kept, _ := o.comments.Filter(r.Check(o.program))
	return kept
}

func diagnostic(f finding.Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.At.Pos, Category: f.Rule, Message: f.Message + " (" + f.Rule + ")"}
	for _, partner := range f.Partners {
		if partner.Place.Pos != token.NoPos {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: partner.Place.Pos, Message: partner.Message})
		}
	}
	return d
}
