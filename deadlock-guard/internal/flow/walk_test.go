package flow_test

import (
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"deadlockwatch.io/deadlock-guard/internal/flow"
)

// Each case is the body of a function; the walk notes the marks that a path comes by.
func TestWalkKnowsWhatBranchesAnswered(t *testing.T) {
	for _, c := range []struct{ name, body, paths string }{
		{"the same variable", `if ok { m("a") }; if ok { m("b") }`, "- ab"},
		{"its opposite", `if ok { m("a") }; if !ok { m("b") }`, "a b"},
		{"the same comparison, written differently", `if n < k { m("a") }; if k <= n { m("b") }`, "a b"},
		{"another comparison", `if n < k { m("a") }; if n == k { m("b") }`, "- a ab b"},
		{"one of several constants", `if n == 1 { m("a") }; if n == 2 { m("b") } else { m("c") }`, "ac b c"},
		{"a flag that a branch sets", `done := false; if ok { m("a"); done = true }; if done { m("b") }`, "- ab"},
		{"a flag that was told before", `done := ok; if ok { m("a") }; if done { m("b") }`, "- ab"},
		{"an error that is nil on one way", `var err error; if ok { m("a"); err = e() }; if err != nil { m("b") }`, "- a ab"},
		{"a map that is not there yet", `var none map[int]int; if ok { none = map[int]int{}; m("a") }; if len(none) == 0 { m("b") }`, "a ab b"},
		{"the length of a map, which changes", `if len(all) == 0 { m("a"); all[1] = 1 }; if len(all) == 0 { m("b") }`, "- a ab b"},
		{"the length of a slice, which does not", `if len(list) == 0 { m("a") }; if len(list) == 0 { m("b") }`, "- ab"},
		{"a loop that computes it anew", `for i := range list { x := list[i]; if x > n { m("a") }; if x > n { continue }; return }`, "- a aa"},
		{"a slice that is longer later", `if len(list) == 0 { list = append(list, 1); m("a") }; if len(list) == 0 { m("b") }`, "- a ab"},
		{"a variable that a function literal sets", `f := func() { ok = true }; if ok { m("a") }; f(); if ok { m("b") }`, "- a ab b"},
		{"a parameter that a function literal only reads", `f := func() { _ = ok }; if ok { m("a") }; f(); if ok { m("b") }`, "- ab"},
		{"a field", `if o.on { m("a") }; k = n; if o.on { m("b") }`, "- ab"},
		{"a field of a field", `if o.in.n == 1 { m("a") }; m(""); if o.in.n != 1 { m("b") }`, "a b"},
		{"a field behind a pointer", `if o.next.on { m("a") }; if o.next.on { m("b") }`, "- ab"},
		{"the same field of another object", `if o.on { m("a") }; if o.next.on { m("b") }`, "- a ab b"},
		{"a field that is set in between", `if o.on { m("a") }; o.on = n == k; if o.on { m("b") }`, "- a ab b"},
		{"a field that a function sets", `if o.on { m("a") }; o.toggle(); if o.on { m("b") }`, "- a ab b"},
		{"a pointer that is set in between", `if o.next.on { m("a") }; o.next = o; if o.next.on { m("b") }`, "- a ab b"},
		{"a field in the next round", `for range n { if o.on { m("a") } }`, "- a aa"},
		{"a field that was kept before it was set", `on := o.on; o.on = ok; if on { m("a") }; if on { m("b") }`, "- ab"},
		{"a package variable", `if global { m("a") }; if global { m("b") }`, "- ab"},
		{"long texts that begin alike", `if s == "the same for twenty characters, a" { m("a") }; if s == "the same for twenty characters, b" { m("b") }`, "- a b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fn := build(t, c.body)
			walk := flow.Walk[string]{Step: func(instruction ssa.Instruction, _ int, path string) []string {
				if call, ok := instruction.(*ssa.Call); ok && call.Call.Value.Name() == "m" && len(path) < 2 {
					path += constant.StringVal(call.Call.Args[0].(*ssa.Const).Value)
				}
				return []string{path}
			}}
			exits, complete := walk.FromEntry(fn, "")
			if !complete {
				t.Fatal("given up")
			}
			var paths []string
			for _, exit := range exits {
				if exit.State == "" {
					exit.State = "-"
				}
				paths = append(paths, exit.State)
			}
			slices.Sort(paths)
			if got := strings.Join(slices.Compact(paths), " "); got != c.paths {
				t.Errorf("paths %q, want %q", got, c.paths)
			}
		})
	}
}

// A walk that begins behind a branch knows how that went.
func TestWalkKnowsWhereItBegins(t *testing.T) {
	fn := build(t, `if ok { m("a"); if n == k { return }; if ok { m("b") } else { m("c") } }`)
	var first ssa.Instruction
	seen := map[string]bool{}
	walk := flow.Walk[string]{Step: func(instruction ssa.Instruction, _ int, path string) []string {
		if call, ok := instruction.(*ssa.Call); ok {
			seen[constant.StringVal(call.Call.Args[0].(*ssa.Const).Value)] = true
		}
		return []string{path}
	}}
	for _, block := range fn.Blocks {
		for _, instruction := range block.Instrs {
			if _, ok := instruction.(*ssa.Call); ok && first == nil {
				first = instruction
			}
		}
	}
	if _, complete := walk.After(first, ""); !complete || !seen["b"] || seen["c"] {
		t.Errorf("comes by %v, want b alone", seen)
	}
}

func build(t *testing.T, body string) *ssa.Function {
	t.Helper()
	source := `package p

type inner struct{ n int }

type object struct {
	on   bool
	in   inner
	next *object
}

func (o *object) toggle() { o.set(!o.on) }
func (o *object) set(on bool) { o.on = on }

var global bool

func m(string) {}
func e() error

func f(ok bool, n, k int, s string, list []int, all map[int]int, o *object) {
` + body + "\n}\n"
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{Importer: importer.Default()}, fset, types.NewPackage("p", ""), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return pkg.Func("f")
}
