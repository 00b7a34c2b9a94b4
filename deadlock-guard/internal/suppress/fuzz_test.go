package suppress_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/suppress"
)

// A comment without a rule and a reason answers nothing, whatever else it says.
func FuzzComments(f *testing.F) {
	f.Add(":ignore DG1001 the process ends right after")
	f.Add(":ignore DG1001,DG1003\tboth are meant")
	f.Add(":ignore DG1001")
	f.Add(":ignored DG1001 no")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\r\n") {
			return
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "p.go", "package p\n//deadlock-guard"+text+"\n", parser.ParseComments)
		if err != nil {
			return
		}
		comments := suppress.Read(fset, []*ast.File{file})
		at := finding.Place{Position: token.Position{Filename: "p.go", Line: 2}}
		_, ignored := comments.Filter([]finding.Finding{{Rule: "DG1001", At: at}})
		if ignored > 0 && (len(comments.Faulty) > 0 || len(strings.Fields(text)) < 3) {
			t.Errorf("%q answers a finding, and its faults are %v", text, comments.Faulty)
		}
	})
}
