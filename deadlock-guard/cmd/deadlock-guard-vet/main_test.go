package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const leaks = `package p

func Answered() int {
	c := make(chan int)
	go func() { c <- 1 }() // leaks
	if len(c) > 0 {
		return 0
	}
	return <-c
}

func Known() int {
	c := make(chan int)
	go func() {
		//deadlock-guard:ignore DG1001 the test looks for this comment
		c <- 1
	}()
	if len(c) > 0 {
		return 0
	}
	return <-c
}
`

// gate keeps its lock on one way out, and another package gives it back: a rule that sees this package only has to allow for that.
const gate = `package p

import "sync"

type Gate struct{ sync.Mutex }

func (g *Gate) Enter(stay bool) bool {
	g.Lock()
	if stay {
		return true
	}
	g.Unlock()
	return false
}
`

const visitor = `package q

import "example.com/leaks/p"

func Visit(g *p.Gate) int {
	if g.Enter(true) {
		defer g.Unlock()
	}
	return p.Known()
}
`

// The go command runs the tool as it runs its own vet: package by package, and with the flags of the analyzers.
func TestGoVetRunsTheTool(t *testing.T) {
	tool := filepath.Join(t.TempDir(), "deadlock-guard-vet")
	if output, err := exec.Command("go", "build", "-o", tool, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	module := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":      "module example.com/leaks\n\ngo 1.26\n",
		"p/p.go":      leaks,
		"p/gate.go":   gate,
		"q/q.go":      visitor,
		"q/q_test.go": "package q\n\nimport \"testing\"\n\nfunc TestN(t *testing.T) {}\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(module, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(module, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	vet := func(args ...string) (string, error) {
		command := exec.Command("go", append(append([]string{"vet", "-vettool=" + tool}, args...), "./...")...)
		command.Dir = module
		output, err := command.CombinedOutput()
		return string(output), err
	}

	output, err := vet()
	if err == nil || !strings.Contains(output, "p.go:5:16: send on c blocks for ever") || !strings.Contains(output, "(DG1001)") {
		t.Errorf("go vet says %q (%v), want the send in line 5", output, err)
	}
	if strings.Contains(output, "p.go:16") {
		t.Errorf("a comment answers the send in line 16, but go vet says %q", output)
	}
	if strings.Contains(output, "gate.go") {
		t.Errorf("another package unlocks the gate, but go vet says %q", output)
	}
	if output, err := vet("-abandonedsend=false"); err != nil {
		t.Errorf("without the rule, go vet says %q (%v)", output, err)
	}
}
