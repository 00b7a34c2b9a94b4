package load

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// problem says why a package cannot be analysed, or "".
func problem(pkg *packages.Package, root string) string {
	errs := ownErrors(pkg)
	switch {
	case len(errs) == 1:
		return describe(errs[0], root)
	case len(errs) > 1:
		return fmt.Sprintf("%s (and %d more)", describe(errs[0], root), len(errs)-1)
	case pkg.IllTyped:
		return "imports a package that does not compile"
	default:
		return ""
	}
}

// ownErrors prefers what the type checker says: the go command repeats it in a block of several lines.
func ownErrors(pkg *packages.Package) []packages.Error {
	errs := slices.Clone(pkg.Errors)
	checked := slices.DeleteFunc(errs, func(err packages.Error) bool {
		return err.Kind != packages.TypeError && err.Kind != packages.ParseError
	})
	if len(checked) > 0 {
		return checked
	}
	return pkg.Errors
}

// describe names files relative to the module, so that output is the same on every machine.
func describe(err packages.Error, root string) string {
	text := strings.ReplaceAll(err.Msg, root+string(filepath.Separator), "")
	position := strings.TrimPrefix(err.Pos, root+string(filepath.Separator))
	if position == "" || position == "-" {
		return text
	}
	return position + ": " + text
}

func nothingLoaded(cfg Config, problems []Problem) error {
	if len(problems) == 0 {
		return fmt.Errorf("no packages match %s", strings.Join(cfg.Patterns, " "))
	}
	errs := []error{errors.New("no package can be analysed")}
	for _, p := range problems {
		errs = append(errs, fmt.Errorf("%s: %s", p.Package, p.Message))
	}
	return errors.Join(errs...)
}
