// Package dump reads what Go prints of goroutines: runtime.Stack, goroutine profiles with debug=2, fatal errors and timeouts of tests.
// It reads as much as the join of a test run with a scan needs; docs/reference/formats.md describes the forms.
package dump

import "strings"

// Limits of one dump. What is beyond them is counted as left out, and its rest not looked at.
const (
	maxGoroutines = 100_000
	maxFrames     = 200
	maxLine       = 16 << 10
)

// Goroutine is one goroutine of a dump.
type Goroutine struct {
	ID       string
	State    State
	Frames   []Frame // innermost first
	Function string  // the function whose go statement started it, as Go prints it; "" for main
	Started  Frame   // the go statement
}

// Frame is a call.
type Frame struct {
	Function string // as Go prints it
	File     string
	Line     int
}

// Dump is what a text says of goroutines.
type Dump struct {
	Goroutines []Goroutine
	LeftOut    int // goroutines that make no sense, or are beyond a limit
}

// Parse reads every goroutine in a text; other text around them does not matter.
func Parse(text string) Dump {
	var d Dump
	var block *Goroutine // whose stack the lines belong to, nil between two
	var function string
	ancestors := false
	finish := func() {
		if block != nil {
			d.add(*block)
		}
		block, function, ancestors = nil, "", false
	}
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		switch {
		case strings.HasPrefix(line, "goroutine "):
			finish()
			if id, state, ok := parseHeader(line); ok {
				block = &Goroutine{ID: id, State: state}
			} else {
				d.LeftOut++
			}
		case block == nil:
		case line == "":
			finish()
		case ancestors:
		case strings.HasPrefix(line, "[originating from goroutine "):
			ancestors = true // their frames follow, and they run no more
		case line[0] != '\t':
			function = line
		case function != "":
			block.addFrame(function, line)
			function = ""
		}
	}
	finish()
	return d
}

func (d *Dump) add(g Goroutine) {
	if len(d.Goroutines) == maxGoroutines || len(g.Frames) == 0 {
		d.LeftOut++
		return
	}
	d.Goroutines = append(d.Goroutines, g)
}

// addFrame takes the two lines of a frame: the function with its arguments, and where it stands.
func (g *Goroutine) addFrame(call, place string) {
	file, line, ok := parsePlace(place)
	if !ok || len(call) > maxLine {
		return
	}
	if creator, found := strings.CutPrefix(call, "created by "); found {
		g.Function, _, _ = strings.Cut(creator, " in goroutine ")
		g.Started = Frame{Function: g.Function, File: file, Line: line}
		return
	}
	end := strings.LastIndexByte(call, '(') // arguments hold no parentheses, names of methods do
	if end <= 0 || len(g.Frames) == maxFrames {
		return
	}
	g.Frames = append(g.Frames, Frame{Function: call[:end], File: file, Line: line})
}
