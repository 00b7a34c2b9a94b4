package program_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"
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

func TestTargetsOfCallsThroughInterfaces(t *testing.T) {
	p := parse(t, shapes+`
type many interface{ do() }
type a int
type b int
type c int
type d int
type e int
func (a) do() {}
func (b) do() {}
func (c) do() {}
func (d) do() {}
func (e) do() {}
func run(m many) { m.do() }
func runAll() { run(a(1)); run(b(1)); run(c(1)); run(d(1)); run(e(1)) }

type named interface{ name() string }
func unknown() named
func tell() string { return unknown().name() }
`)
	part := program.Part(p.Fset, p.Sources[0])
	for caller, want := range map[string]struct {
		targets []string
		direct  bool
	}{
		"fill":  {[]string{"(*p.disk).put", "(p.memory).put"}, false}, // memory's by what embeds it
		"drain": {[]string{"(*p.disk).put"}, true},
		"share": {[]string{"(*p.disk).Put"}, true},
		"run":   {}, // five
		"tell":  {},
	} {
		for _, fn := range p.Functions {
			if fn.Name() != caller {
				continue
			}
			program.Instructions(fn, func(instruction ssa.Instruction) {
				call, ok := instruction.(ssa.CallInstruction)
				if !ok || !call.Common().IsInvoke() {
					return
				}
				var names []string
				targets, direct := p.Targets(call)
				for _, target := range targets {
					names = append(names, target.String())
				}
				if !slices.Equal(names, want.targets) || len(names) > 0 && direct != want.direct {
					t.Errorf("%s runs %v, directly: %v; want %v, %v", caller, names, direct, want.targets, want.direct)
				}
				if targets, _ := part.Targets(call); len(targets) > 0 {
					t.Errorf("of a part, %s runs %v: other packages may have more types", caller, targets)
				}
			})
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
