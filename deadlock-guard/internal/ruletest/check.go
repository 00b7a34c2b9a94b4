package ruletest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
	"golang.org/x/tools/txtar"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Checker compiles the programs of all pairs. They share one importer, so that each package that they import is read once, from the
// compiler's export data.
type Checker struct {
	fset     *token.FileSet
	importer types.Importer
}

// NewChecker finds what the files of some archives import.
func NewChecker(t *testing.T, pairs map[string]*txtar.Archive) *Checker {
	t.Helper()
	exports, err := exportFiles(imports(pairs))
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	open := func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("package %s is neither in the standard library nor required by this module", path)
		}
		return os.Open(exports[path])
	}
	return &Checker{fset: fset, importer: importer.ForCompiler(fset, "gc", open)}
}

// Program is one file as a package that nobody imports.
func (c *Checker) Program(t *testing.T, source txtar.File) *program.Program {
	t.Helper()
	file, err := parser.ParseFile(c.fset, source.Name, source.Data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	pkg := types.NewPackage("example.com/"+file.Name.Name, file.Name.Name)
	config := &types.Config{Importer: c.importer, GoVersion: "go1.26"}
	built, info, err := ssautil.BuildPackage(config, c.fset, pkg, []*ast.File{file}, ssa.BuilderMode(0))
	if err != nil {
		t.Fatal(err)
	}
	return program.New(c.fset, []program.Source{{Package: built, Files: []*ast.File{file}, Info: info}})
}

// imports lists what the programs import. A program that does not parse adds nothing; its own test says why.
func imports(pairs map[string]*txtar.Archive) []string {
	paths := []string{"errors"} // go list without arguments would mean the package in this folder
	for _, pair := range pairs {
		for _, source := range pair.Files {
			file, err := parser.ParseFile(token.NewFileSet(), source.Name, source.Data, parser.ImportsOnly)
			if err != nil {
				continue
			}
			for _, spec := range file.Imports {
				if path, err := strconv.Unquote(spec.Path.Value); err == nil {
					paths = append(paths, path)
				}
			}
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// exportFiles asks the go command where the export data of packages and of all that they import is.
func exportFiles(paths []string) (map[string]string, error) {
	arguments := append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}", "--"}, paths...)
	var stderr bytes.Buffer
	command := exec.Command("go", arguments...)
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w: %s", err, stderr.Bytes())
	}
	files := map[string]string{}
	for line := range strings.Lines(string(output)) {
		if path, file, found := strings.Cut(strings.TrimSpace(line), "="); found {
			files[path] = file
		}
	}
	return files, nil
}
