// Package load reads Go packages and builds what the rules work on.
package load

import (
	"context"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/progress"
)

// Config says what to load.
type Config struct {
	Dir      string // of the module, or below it
	Patterns []string
	Tags     string // build tags, separated by commas
	Tests    bool
	Deps     bool           // the packages of other modules that these need, too
	Flags    []string       // more flags of go build
	Progress *progress.Line // may be nil
}

// Result is what could be loaded, and what could not.
type Result struct {
	Program  *program.Program
	Files    []*ast.File
	Fset     *token.FileSet
	Root     string // folder of the module
	Module   string // path of the module
	Sizes    types.Sizes
	Whole    bool // the patterns ask for every package of the module
	Problems []Problem

	folders []folder
}

// Problem is a package that is not analysed.
type Problem struct {
	Package string
	Message string
}

// mode leaves out the dependencies' source: they come from the compiler's export data, which is several times faster.
const mode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedModule |
	packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo

// Load reads the packages. A package that does not compile is a problem, not an error, as long as one package is left.
func Load(ctx context.Context, cfg Config) (*Result, error) {
	cfg.Progress.Step("listing packages")
	fset := token.NewFileSet()
	flags := slices.Clone(cfg.Flags)
	if cfg.Tags != "" {
		flags = append(flags, "-tags="+cfg.Tags)
	}
	patterns := cfg.Patterns
	if cfg.Deps {
		needed, err := dependencies(ctx, cfg, flags)
		if err != nil {
			return nil, err
		}
		patterns = slices.Concat(patterns, needed)
	}
	pkgs, err := packages.Load(&packages.Config{
		Context: ctx, Mode: mode, Fset: fset, Dir: cfg.Dir, Tests: cfg.Tests, BuildFlags: flags, ParseFile: counting(cfg.Progress),
	}, patterns...)
	if err != nil {
		return nil, fmt.Errorf("load packages: %w", err)
	}
	result := &Result{Fset: fset}
	if err := result.setRoot(cfg.Dir, pkgs); err != nil {
		return nil, err
	}
	result.folders = folders(result.Root, pkgs)
	cfg.Progress.Step("building %d packages", len(pkgs))
	sources := result.build(pkgs)
	if len(sources) == 0 {
		return nil, nothingLoaded(cfg, result.Problems)
	}
	result.Program = program.New(fset, sources)
	result.Sizes = pkgs[0].TypesSizes
	result.Whole = slices.Contains(cfg.Patterns, "./...") && isFolder(cfg.Dir, result.Root)
	return result, nil
}

func (r *Result) build(pkgs []*packages.Package) []program.Source {
	var sound []*packages.Package
	for _, pkg := range pkgs {
		switch message := problem(pkg, r.Root); {
		case message != "":
			r.Problems = append(r.Problems, Problem{Package: pkg.PkgPath, Message: message})
		case len(pkg.Syntax) > 0 && !strings.HasSuffix(pkg.ID, ".test"): // .test: a main package that go test generates
			sound = append(sound, pkg)
		}
	}
	prog, built := ssautil.Packages(sound, ssa.BuilderMode(0))
	prog.Build()
	var sources []program.Source
	for i, pkg := range sound {
		if built[i] != nil {
			sources = append(sources, program.Source{Package: built[i], Files: pkg.Syntax, Info: pkg.TypesInfo})
			r.Files = append(r.Files, pkg.Syntax...)
		}
	}
	return sources
}

func (r *Result) setRoot(dir string, pkgs []*packages.Package) error {
	for _, pkg := range pkgs {
		if pkg.Module != nil && pkg.Module.Main && pkg.Module.Dir != "" {
			r.Root, r.Module = pkg.Module.Dir, pkg.Module.Path
			return nil
		}
	}
	root, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("find the module's folder: %w", err)
	}
	r.Root = root
	return nil
}

// isFolder says whether a folder is the one that an absolute path names.
func isFolder(dir, absolute string) bool {
	folder, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	}
	if real, err := filepath.EvalSymlinks(absolute); err == nil {
		absolute = real
	}
	return folder == absolute
}
