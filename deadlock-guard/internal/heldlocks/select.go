package heldlocks

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// kept are the points that say something about locks, and the calls that link a caller's values to a function that has such points.
func (a *Analysis) kept(points map[*ssa.Function][]Point, fn *ssa.Function) []Point {
	if fn.Syntax() == nil {
		return nil
	}
	var kept []Point
	for _, point := range points[fn] {
		if point.matters() || a.links(points, point) {
			kept = append(kept, point)
		}
	}
	return kept
}

func (p Point) matters() bool { return len(p.Held) > 0 || len(p.Released) > 0 || p.Acquires != nil }

// links says whether a call leads to a function in which a lock matters, and tells something about its arguments.
func (a *Analysis) links(points map[*ssa.Function][]Point, point Point) bool {
	if point.Op != Call && point.Op != Defers {
		return false
	}
	if a.interesting == nil {
		a.findInteresting(points)
	}
	says := func(p Path) bool { return p != "" }
	return a.interesting[point.Callee] && (slices.ContainsFunc(point.Arguments, says) || slices.ContainsFunc(point.Captures, says))
}

// findInteresting finds the symbols of functions with locks, and of those that call them.
func (a *Analysis) findInteresting(points map[*ssa.Function][]Point) {
	a.interesting = map[string]bool{}
	for changed := true; changed; {
		changed = false
		for fn, all := range points {
			symbol := symbolOf(fn)
			if !a.interesting[symbol] && slices.ContainsFunc(all, func(p Point) bool { return p.matters() || a.interesting[p.Callee] }) {
				a.interesting[symbol] = true
				changed = true
			}
		}
	}
}
