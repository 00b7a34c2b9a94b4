package channels_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa/ssautil"

	"deadlockwatch.io/deadlock-guard/internal/channels"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

const source = `package p

type pool struct {
	jobs chan int
	done chan struct{}
}

var stop = make(chan bool)

func start(size int) *pool {
	p := &pool{jobs: make(chan int, size), done: make(chan struct{})}
	go p.work()
	return p
}

func (p *pool) work() {
	defer close(p.done)
	for range p.jobs {
	}
}

func (p *pool) offer(n int) bool {
	select {
	case p.jobs <- n:
		return true
	case <-stop:
		return false
	}
}

func ask(f func() int, tell func(chan int)) int {
	answer, other := make(chan int, 1), make(chan int)
	go func() { answer <- f() }()
	tell(other)
	other <- 1
	return <-answer
}
`

func TestChannels(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, info, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("example.com/p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := program.New(fset, []program.Source{{Package: pkg, Files: []*ast.File{file}, Info: info}})
	all, cut := channels.Of(p, func(name string) string { return "m/" + name })
	var got []string
	for _, c := range all {
		text := fmt.Sprintf("%s known=%v", c.Class, c.Known)
		for _, made := range c.Made {
			text += fmt.Sprintf(" made:%s:%d(%d)", made.At.File, made.At.Line, made.Capacity)
		}
		for _, op := range c.Ops {
			text += fmt.Sprintf(" %s%s:%d", op.Word, op.Does, op.At.Line)
		}
		got = append(got, text)
	}
	want := []string{
		"example.com/p.ask.answer known=true made:m/p.go:32(1) send:33 receive:36",
		"example.com/p.ask.other known=false made:m/p.go:32(0) send:35",
		"example.com/p.pool.done known=true made:m/p.go:11(0) close:17",
		"example.com/p.pool.jobs known=true made:m/p.go:11(-1) receive:18 selectsend:23",
		"example.com/p.stop known=true made:m/p.go:8(0) selectreceive:23",
	}
	if cut || !slices.Equal(got, want) {
		t.Errorf("cut: %v, got\n%q\nwant\n%q", cut, got, want)
	}
}
