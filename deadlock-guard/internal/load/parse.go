package load

import (
	"go/ast"
	"go/parser"
	"go/token"
	"sync/atomic"

	"deadlockwatch.io/deadlock-guard/internal/progress"
)

// counting reads files as the packages library does by default, and says how many there were. The library calls it from several goroutines.
func counting(line *progress.Line) func(*token.FileSet, string, []byte) (*ast.File, error) {
	var files atomic.Int64
	return func(fset *token.FileSet, name string, source []byte) (*ast.File, error) {
		line.Count("reading file %d", files.Add(1))
		return parser.ParseFile(fset, name, source, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
	}
}

// Lines is how many lines the analysed files have.
func (r *Result) Lines() int {
	lines := 0
	for _, file := range r.Files {
		lines += r.Fset.File(file.FileStart).LineCount()
	}
	return lines
}
