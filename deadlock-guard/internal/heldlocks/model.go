package heldlocks

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Model is what a joiner of stacks needs to know of a program.
type Model struct {
	Locks     []Lock
	Functions []Function
	Notes     []string // what was left out, for people
}

// Build analyses a program.
func Build(p *program.Program, scope Scope) *Model {
	a := analyse(p, scope)
	a.findOpen()
	roots := a.findRoots()
	found := &locks{Analysis: a, byClass: map[Class]*Lock{}}
	points := map[*ssa.Function][]Point{}
	var flows []*lockFlow
	for _, fn := range a.calls.functions {
		f := a.newFlow(fn)
		flows = append(flows, f)
		points[fn] = f.points()
		found.noteClasses(fn, points[fn])
	}
	found.noteUntold()
	for _, f := range flows {
		found.noteFunction(f, roots.contains(f.fn))
		found.noteValues(f, roots)
	}
	model := &Model{Notes: a.notes}
	for _, fn := range a.calls.functions {
		if kept := a.kept(points, fn); len(kept) > 0 {
			described := a.describe(fn)
			described.Points = kept
			model.Functions = append(model.Functions, described)
		}
	}
	model.Locks = found.sorted()
	slices.SortStableFunc(model.Functions, func(a, b Function) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Symbol, b.Symbol))
	})
	return model
}
