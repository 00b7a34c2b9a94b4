package load

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/tools/go/packages"
)

// dependencies are the packages of other modules that the patterns need, in order. Go's own library belongs to no module.
func dependencies(ctx context.Context, cfg Config, flags []string) ([]string, error) {
	cfg.Progress.Step("listing dependencies")
	pkgs, err := packages.Load(&packages.Config{
		Context: ctx, Dir: cfg.Dir, BuildFlags: flags, Mode: packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedModule,
	}, cfg.Patterns...)
	if err != nil {
		return nil, fmt.Errorf("list dependencies: %w", err)
	}
	paths := map[string]bool{}
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		if pkg.Module != nil && !pkg.Module.Main {
			paths[pkg.PkgPath] = true
		}
	})
	return slices.Sorted(maps.Keys(paths)), nil
}
