// Package finding is what rules report, before any output format.
package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/token"
	"slices"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// Finding is one place that can block for ever.
type Finding struct {
	Rule      string
	Level     Level
	Message   string
	At        Place
	Operation string    // as in internal/identity
	Entry     string    // symbol of the function that the go statement starts, if known
	Object    string    // the channel or lock in words
	LockSet   []string  // locks held at the operation
	Path      []Step    // outermost first; the last one is the operation
	Fix       string    // what to do about it, in one sentence
	Partners  []Partner // who should have woken it, or the other order
	State     State
}

// State is how a finding stands to a baseline, in the words of SARIF; empty without one.
type State string

// A finding is either new or was there before.
const (
	New       State = "new"
	Unchanged State = "unchanged"
)

// Place is a position in a function.
type Place struct {
	Pos       token.Pos
	Position  token.Position
	Symbol    string
	StartLine int // of the function's func keyword
}

// Kind says what a step of a path does.
type Kind string

// The kinds that stand in SARIF.
const (
	Go    Kind = "go"
	Call  Kind = "call"
	Block Kind = "block"
)

// Step is one place on the way to the operation.
type Step struct {
	Kind  Kind
	Place Place
}

// Partner is a place that the finding depends on.
type Partner struct {
	Message string
	Place   Place
}

// Site is the value that joins the finding with a running program.
func (f *Finding) Site() string { return identity.Site(f.At.Symbol, f.Operation) }

// Fingerprint stays equal while lines above the function move.
func (f *Finding) Fingerprint() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d\n", f.Rule, f.Site(), f.At.Position.Line-f.At.StartLine))
	return hex.EncodeToString(sum[:8])
}

// Sort orders by place, then rule, so that output never depends on the order of the search; it drops what is there twice.
func Sort(findings []Finding) []Finding {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(comparePlaces(a.At, b.At), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(findings, func(a, b Finding) bool {
		return a.Rule == b.Rule && a.At.Position == b.At.Position
	})
}

func comparePlaces(a, b Place) int {
	return cmp.Or(cmp.Compare(a.Position.Filename, b.Position.Filename), cmp.Compare(a.Position.Line, b.Position.Line),
		cmp.Compare(a.Position.Column, b.Position.Column))
}
