package testrun

import (
	"go/ast"
	"path"
	"path/filepath"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/load"
	"deadlockwatch.io/deadlock-guard/internal/testrun/dump"
)

// files finds the scanned file that a frame names.
type files struct {
	loaded *load.Result
	syntax map[string]*ast.File // by absolute name
	names  map[string]string    // absolute name by package and base name, for builds with -trimpath
}

func newFiles(loaded *load.Result) *files {
	f := &files{loaded: loaded, syntax: map[string]*ast.File{}, names: map[string]string{}}
	for _, source := range loaded.Program.Sources {
		pkg := strings.TrimSuffix(source.Package.Pkg.Path(), "_test")
		for _, file := range source.Files {
			name := loaded.Fset.Position(file.Package).Filename
			f.syntax[name] = file
			f.names[path.Join(pkg, filepath.Base(name))] = name
		}
	}
	return f
}

// name is the absolute name of the file, or "" if it was not scanned.
func (f *files) name(frame dump.Frame) string {
	if _, scanned := f.syntax[frame.File]; scanned {
		return frame.File
	}
	return f.names[path.Join(testedPackage(frame.Function), path.Base(filepath.ToSlash(frame.File)))]
}

// startLine is the line of the func keyword of the innermost function at a line, 0 if it is not known.
func (f *files) startLine(name string, line int) int {
	file, start := f.syntax[name], 0
	if file == nil {
		return 0
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			from, to := f.loaded.Fset.Position(node.Pos()).Line, f.loaded.Fset.Position(node.End()).Line
			if from <= line && line <= to {
				start = from // the inner ones come later
			}
		}
		return true
	})
	return start
}
