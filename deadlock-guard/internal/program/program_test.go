package program_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa/ssautil"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

func parse(t *testing.T, source string) *program.Program {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, info, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return program.New(fset, []program.Source{{Package: pkg, Files: []*ast.File{file}, Info: info}})
}

// callers are the names of the functions that call one, and what they pass first.
func callers(t *testing.T, p *program.Program, name string) (names, arguments []string, complete bool) {
	t.Helper()
	for _, fn := range p.Functions {
		if fn.String() != name {
			continue
		}
		calls, complete := p.Callers(fn)
		for _, call := range calls {
			names = append(names, call.From.Name())
			arguments = append(arguments, call.Argument(1).Name())
		}
		return names, arguments, complete
	}
	t.Fatalf("there is no function %s", name)
	return nil, nil, false
}

const shapes = `package p

type store interface{ put(n int) }
type Sink interface{ Put(n int) }

type disk struct{}
func (*disk) put(n int) {}
func (*disk) Put(n int) {}

type memory struct{}
func (memory) put(n int) {}
func (memory) Put(n int) {}

type cached struct{ memory }

func fill(s store)  { s.put(1) }
func drain(s store) { s.put(2) }
func both() {
	fill(&disk{})
	fill(&cached{})
	drain(&disk{})
	var m memory
	m.put(3)
	m.Put(4)
}
func share(s Sink) { s.Put(5) }
func start() { share(&disk{}) }
`

func TestCallersThroughInterfaces(t *testing.T) {
	p := parse(t, shapes)
	for _, c := range []struct {
		method   string
		names    []string
		passed   []string
		complete bool
	}{
		{"(*p.disk).put", []string{"fill", "drain"}, []string{"1:int", "2:int"}, true},
		{"(p.memory).put", []string{"both", "fill"}, []string{"3:int", "1:int"}, true}, // through what embeds it, but not from drain
		{"(*p.disk).Put", []string{"share"}, []string{"5:int"}, false},                 // anybody can call what is in a Sink
		{"(p.memory).Put", []string{"both"}, []string{"4:int"}, true},                  // is in no interface
	} {
		names, passed, complete := callers(t, p, c.method)
		if !slices.Equal(names, c.names) || !slices.Equal(passed, c.passed) || complete != c.complete {
			t.Errorf("%s: callers %v pass %v, complete: %v; want %v, %v, %v", c.method, names, passed, complete, c.names, c.passed, c.complete)
		}
	}
}

func TestOfAPartTheCallersOfWhatIsExportedAreNotComplete(t *testing.T) {
	whole := parse(t, "package p\n\ntype T int\nfunc (T) Exported(n int) {}\nfunc (T) own(n int) {}\nfunc use() { T(0).Exported(1); T(0).own(2) }")
	for part, p := range map[bool]*program.Program{false: whole, true: program.Part(whole.Fset, whole.Sources[0])} {
		for name, want := range map[string]bool{"(p.T).Exported": !part, "(p.T).own": true} {
			if names, _, complete := callers(t, p, name); complete != want || !slices.Equal(names, []string{"use"}) {
				t.Errorf("part: %v, %s has the callers %v, complete: %v", part, name, names, complete)
			}
		}
	}
}

func TestAFactIsComputedOnceForEachProgram(t *testing.T) {
	runs := 0
	count := program.NewFact(func(p *program.Program) int {
		runs++
		return len(p.Functions)
	})
	first, second := parse(t, shapes), parse(t, "package p\nfunc only() {}")
	if a, b := count.Of(first), count.Of(first); a != b || runs != 1 {
		t.Errorf("%d and %d in %d runs", a, b, runs)
	}
	if count.Of(second) == count.Of(first) || runs != 2 {
		t.Errorf("two programs share a result, in %d runs", runs)
	}
}
