package identity_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

const source = `package shop

type Store struct{}

func (s *Store) Reserve() { func() { func() {}() }() }
func (Store) Count()      {}

type Queue[T any] struct{}

func (q *Queue[T]) Pop() { func() {}() }

func Map[K comparable, V any](K, V) { func() {}() }

func (s *Store) Each(all func(yield func(int) bool)) {
	for i := range all {
		for range all {
			println(i)
		}
	}
}

func Deep(all func(yield func(int) bool)) {
	for range all {
		func() {
			for range all {
				println()
			}
		}()
	}
}

func init() { func() {}() }

var hook = func() {}
`

// What the scanner calls a function is what it makes of the name that Go prints for it.
func TestFunctionsHaveTheSymbolsOfTheirRuntimeNames(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "shop.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, info, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("gopkg.in/shop.v2", "shop"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, raw := range []string{
		"gopkg.in/shop%2ev2.(*Store).Reserve", "gopkg.in/shop%2ev2.(*Store).Reserve.func1.1", "gopkg.in/shop%2ev2.Store.Count",
		"gopkg.in/shop%2ev2.(*Queue[...]).Pop", "gopkg.in/shop%2ev2.(*Queue[...]).Pop.func1",
		"gopkg.in/shop%2ev2.Map[...]", "gopkg.in/shop%2ev2.Map[...].func1",
		"gopkg.in/shop%2ev2.(*Store).Each", "gopkg.in/shop%2ev2.(*Store).Each-range1", "gopkg.in/shop%2ev2.(*Store).Each-range2",
		"gopkg.in/shop%2ev2.Deep", "gopkg.in/shop%2ev2.Deep-range1", "gopkg.in/shop%2ev2.Deep.func1",
		"gopkg.in/shop%2ev2.Deep.func1-range1",
		"gopkg.in/shop%2ev2.init.0", "gopkg.in/shop%2ev2.init.0.func1", "gopkg.in/shop%2ev2.init.func1",
	} {
		want[identity.Symbol(raw)] = true
	}
	shop := program.Source{Package: pkg, Files: []*ast.File{file}, Info: info}
	for _, fn := range program.New(fset, []program.Source{shop}).Functions {
		if _, body := fn.Syntax().(*ast.RangeStmt); body || fn.Synthetic == "" {
			check(t, fn, want)
		}
	}
	for symbol, missing := range want {
		if missing {
			t.Errorf("no function has the symbol %s", symbol)
		}
	}
}

func check(t *testing.T, fn *ssa.Function, want map[string]bool) {
	t.Helper()
	symbol := identity.OfFunction(fn)
	if _, known := want[symbol]; !known {
		t.Errorf("%s has the symbol %s", fn, symbol)
	}
	want[symbol] = false
}
