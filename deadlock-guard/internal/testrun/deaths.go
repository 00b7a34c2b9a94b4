package testrun

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// Limits of what is kept of the output.
const (
	maxOutputLine = 1 << 20
	maxDeath      = 16 << 20
	maxDeaths     = 64
)

// deathCries are what Go prints before it prints all goroutines of a test binary.
var deathCries = []string{"panic: test timed out after ", "fatal error: all goroutines are asleep - deadlock!", "SIGQUIT: quit"}

// Death is how a test binary ended that took no snapshot: Go printed its goroutines.
type Death struct {
	Package string
	Dump    string
}

// Deaths passes the output of go test on, and keeps what Go prints of test binaries that hang. It reads the text form, in which go
// test prints one package after the other, and that of -json.
type Deaths struct {
	out     io.Writer
	line    []byte // what came of the current line
	tooLong bool
	open    map[string]*strings.Builder // by package; "" in text, where the package's name comes last
	deaths  []Death
}

// NewDeaths passes on to out.
func NewDeaths(out io.Writer) *Deaths { return &Deaths{out: out, open: map[string]*strings.Builder{}} }

// Write passes on first, so that nothing is held back.
func (d *Deaths) Write(text []byte) (int, error) {
	n, err := d.out.Write(text)
	for _, b := range text[:n] {
		d.add(b)
	}
	return n, err
}

// All are the deaths so far, in the order of their packages.
func (d *Deaths) All() []Death {
	for pkg := range d.open {
		d.end(pkg, pkg)
	}
	slices.SortStableFunc(d.deaths, func(a, b Death) int { return strings.Compare(a.Package, b.Package) })
	return d.deaths
}

func (d *Deaths) add(b byte) {
	switch {
	case b == '\n' && !d.tooLong:
		d.take(string(d.line))
		fallthrough
	case b == '\n':
		d.line, d.tooLong = d.line[:0], false
	case len(d.line) == maxOutputLine:
		d.tooLong = true
	default:
		d.line = append(d.line, b)
	}
}

func (d *Deaths) take(line string) {
	if event, ok := parseEvent(line); ok {
		switch {
		case event.Action == "output":
			d.hear(event.Package, event.Output)
		case event.Test == "" && event.Action == "fail":
			d.end(event.Package, event.Package)
		case event.Test == "" && event.Action == "pass":
			delete(d.open, event.Package) // what was heard was the test's own
		}
		return
	}
	if strings.HasPrefix(line, "ok  \t") {
		delete(d.open, "")
		return
	}
	if rest, found := strings.CutPrefix(line, "FAIL\t"); found {
		pkg, _, _ := strings.Cut(rest, "\t")
		d.end("", pkg)
		return
	}
	d.hear("", line+"\n")
}

// event is the part of a line of go test -json that matters; docs: go doc test2json.
type event struct{ Action, Package, Test, Output string }

func parseEvent(line string) (e event, ok bool) {
	if !strings.HasPrefix(line, "{") {
		return e, false
	}
	return e, json.Unmarshal([]byte(line), &e) == nil && e.Action != ""
}

func (d *Deaths) hear(pkg, text string) {
	dying := d.open[pkg]
	if dying == nil {
		if len(d.open)+len(d.deaths) == maxDeaths || !slices.ContainsFunc(deathCries, func(cry string) bool { return strings.Contains(text, cry) }) {
			return
		}
		dying = &strings.Builder{}
		d.open[pkg] = dying
	}
	if dying.Len()+len(text) <= maxDeath {
		dying.WriteString(text)
	}
}

func (d *Deaths) end(key, pkg string) {
	if dying := d.open[key]; dying != nil {
		d.deaths = append(d.deaths, Death{Package: pkg, Dump: dying.String()})
		delete(d.open, key)
	}
}
