package heldlocks

import (
	"cmp"
	"slices"
	"strings"
)

// Op says what happens at a point; the words are those of docs/reference/blocking-model.md.
type Op string

// What a goroutine can stand in.
const (
	Call    Op = "call"
	Go      Op = "go"
	Acquire Op = "lock"
	Send    Op = "send"
	Receive Op = "receive"
	Select  Op = "select"
	Wait    Op = "wait"
	Cond    Op = "cond"
	Defers  Op = "defers"
	Other   Op = "other"
)

// Held is a lock that is held, at one point.
type Held struct {
	Path  Path
	Class Class
	Mode  Mode
	Must  bool // on every way that leads here; otherwise only perhaps
}

// Point is a place in a function where a goroutine can stand.
type Point struct {
	Line     int // that Go prints for it
	Op       Op
	Callee   string // symbol, or the bare name of an interface's method; "" if it is not known
	Held     []Held
	Released []Held // locks of callers
	Acquires *Held
	// Arguments are where what is passed leads, receiver first; Captures the same for a closure's captured variables. "" is not known.
	Arguments, Captures []Path
}

func (s *state) holds() []Held {
	var holds []Held
	for _, key := range keys(s.held) {
		holds = append(holds, Held{key.path, key.class, key.mode, s.held[key].least > 0})
	}
	return holds
}

func (s *state) released() []Held {
	var released []Held
	for _, key := range keys(s.dropped) {
		released = append(released, Held{Path: key.path, Class: key.class, Mode: key.mode})
	}
	return released
}

func comparePoints(a, b Point) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Op, b.Op), strings.Compare(a.Callee, b.Callee))
}

// sortPoints keeps the order of the source among points that look alike.
func sortPoints(points []Point) []Point {
	slices.SortStableFunc(points, comparePoints)
	return points
}
