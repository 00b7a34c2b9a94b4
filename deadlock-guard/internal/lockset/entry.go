package lockset

import "golang.org/x/tools/go/ssa"

// AtEntry is the locks that every known caller of a function holds; none if it may be called by others.
func (a *Analysis) AtEntry(fn *ssa.Function) Set {
	if known, done := a.entry[fn]; done {
		return known
	}
	a.entry[fn] = Set{} // a recursive call adds nothing
	calls, complete := a.program.Callers(fn)
	if !complete {
		return a.entry[fn]
	}
	var common Set
	for _, call := range calls {
		held := Set{}
		if _, waits := call.Site.(*ssa.Call); waits {
			held = a.held[call.Site].Union(a.AtEntry(call.From))
		}
		if common == nil {
			common = held
		}
		common = common.intersect(held)
	}
	if common != nil {
		a.entry[fn] = common
	}
	return a.entry[fn]
}
