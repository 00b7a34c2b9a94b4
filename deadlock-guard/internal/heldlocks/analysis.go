// Package heldlocks computes for every place in a program which locks a goroutine that stands there holds, and how their addresses
// follow from parameters, captured variables and package variables. It may only err on one side: a lock that it says is held for
// certain is held, and one that it does not mention is not held.
package heldlocks

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Scope says what is analysed.
type Scope struct {
	Sizes types.Sizes // of the target architecture
	Whole bool        // every package of the module is in the program
	// FileName names a file independently of the machine.
	FileName func(file string) string
}

// Analysis knows the locks of a whole program.
type Analysis struct {
	program   *program.Program
	scope     Scope
	layout    layout
	calls     *callGraph
	variables *variables
	stores    map[*ssa.Function]map[*types.Var]bool // what a function sets, itself or in what it calls
	summaries map[*ssa.Function]*summary
	notes     []string

	// Classes, by name.
	escaped map[string]bool // their locks' addresses are passed around
	open    map[string]bool // other code may lock them
	given   map[string]bool // other code has their locks' addresses, so it may unlock them too

	conditions  map[Class]bool  // locks that waiting for a condition may release
	untold      map[Class]bool  // locks of functions that were left out
	recovering  map[string]bool // types of functions that ask for a panic
	invoked     map[string]bool // names of methods that are called through interfaces
	interesting map[string]bool // symbols of functions with locks, and of those that call them
}

// maxRounds bounds the search for a fixed point among functions that call each other.
const maxRounds = 40

// analyse computes summaries, callees before callers; functions that call each other are repeated until nothing changes.
func analyse(p *program.Program, scope Scope) *Analysis {
	a := &Analysis{
		program: p, scope: scope, layout: layout{scope.Sizes}, calls: newCallGraph(p),
		summaries: map[*ssa.Function]*summary{}, escaped: map[string]bool{}, untold: map[Class]bool{},
	}
	packages := map[*types.Package]bool{}
	for _, fn := range a.calls.functions {
		if fn.Pkg != nil {
			packages[fn.Pkg.Pkg] = true
		}
	}
	a.variables = newVariables(a.calls.functions, packages, scope.Whole)
	a.findEscapes()
	a.findConditions()
	a.findRecovering()
	components := a.calls.components()
	a.stores = a.calls.collectStores(components)
	for _, component := range components {
		a.summariseAll(component)
	}
	return a
}

func (a *Analysis) summariseAll(component []*ssa.Function) {
	for range maxRounds {
		changed := false
		for _, fn := range component {
			known := a.newFlow(fn).summarise()
			changed = changed || !known.equal(a.summaries[fn])
			a.summaries[fn] = known
		}
		if !changed {
			return
		}
	}
	for _, fn := range component {
		a.note(fn, fmt.Sprintf("calls in a circle; not settled after %d rounds", maxRounds))
		a.weaken(fn)
	}
}

// giveUp takes what is known of a function so far, and nothing of it for certain.
func (a *Analysis) giveUp(f *lockFlow) {
	a.note(f.fn, fmt.Sprintf("a block was looked at more than %d times", maxVisits))
	for _, s := range f.before {
		for key, count := range s.held {
			s.held[key] = hold{0, count.most}
		}
	}
}

func (a *Analysis) weaken(fn *ssa.Function) {
	known := a.summaries[fn]
	if known == nil {
		return
	}
	for key, count := range known.taken {
		known.taken[key] = hold{0, count.most}
	}
	for key := range known.dropped {
		known.dropped[key] = drop{foreign: true}
	}
}

func (a *Analysis) note(fn *ssa.Function, message string) {
	a.notes = append(a.notes, fmt.Sprintf("%s: %s", fn, message))
}
