package lockflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// handOver: a function value that releases a lock takes over that duty.
func (w *walker) handOver(s *state, made *ssa.MakeClosure) *state {
	onlyCalled := !slices.ContainsFunc(*made.Referrers(), func(user ssa.Instruction) bool {
		call, ok := user.(ssa.CallInstruction)
		return !ok || call.Common().Value != made
	})
	if isLiteral(made) && (onlyCalled || w.isLocalFunction(made)) {
		return s
	}
	if op, ok := operations[functionName(made.Fn.(*ssa.Function))]; ok && op.effect == releases {
		return w.without(s, made, nil, []release{{path: "p0", mode: op.mode}}, site{Analysis: w.Analysis, arguments: made.Bindings})
	}
	fn, at := w.functionValue(made)
	return w.withoutFreed(s, made, fn, at)
}

// isLocalFunction: a literal in a variable that is only called; its calls are followed.
func (w *walker) isLocalFunction(made *ssa.MakeClosure) bool {
	for _, user := range *made.Referrers() {
		store, ok := user.(*ssa.Store)
		if !ok {
			return false
		}
		variable, ok := store.Addr.(*ssa.Alloc)
		if !ok || w.variables.sole(variable) != made || slices.ContainsFunc(*variable.Referrers(), w.escapesBy(variable)) {
			return false
		}
	}
	return true
}

// escapesBy says of a use of a variable whether the function in it may be run other than by a call of that variable.
func (w *walker) escapesBy(variable ssa.Value) func(ssa.Instruction) bool {
	return func(user ssa.Instruction) bool {
		load, ok := user.(*ssa.UnOp)
		if !ok {
			_, isStore := user.(*ssa.Store)
			return !isStore // captured: another literal may run it at any time
		}
		return slices.ContainsFunc(*load.Referrers(), func(user ssa.Instruction) bool {
			call, ok := user.(ssa.CallInstruction)
			return !ok || call.Common().Value != load
		})
	}
}

// handToGoroutine: so does a goroutine, and one that does nothing but release.
func (w *walker) handToGoroutine(s *state, started *ssa.Go) *state {
	if op, ok := operations[MethodName(started)]; ok && op.effect == releases {
		at := site{Analysis: w.Analysis, arguments: []ssa.Value{Receiver(started)}}
		return w.without(s, started, nil, []release{{path: "p0", mode: op.mode}}, at)
	}
	fn, at := w.callee(started)
	return w.withoutFreed(s, started, fn, at)
}

// startInGroup: WaitGroup.Go counts by itself. What else the function gives back was taken care of where its literal was made.
func (w *walker) startInGroup(s *state, call ssa.CallInstruction) *state {
	if MethodName(call) != "(*sync.WaitGroup).Go" {
		return s
	}
	address := Receiver(call)
	group := Hold{Path: w.PathOf(address), Mode: Group, At: call}
	group.Class = classOf(address)
	fn, at := w.functionValue(call.Common().Args[1])
	as := Path("")
	if fn != nil {
		as = at.inside(fn, address)
	}
	w.hand(Handed{Hold: group, At: call, To: fn, As: as, site: at})
	return s
}

// inside is the name of a captured value in the function that captured it.
func (s site) inside(fn *ssa.Function, v ssa.Value) Path {
	for i := range s.captured {
		if s.captured[i] == v && i < len(fn.FreeVars) {
			return s.PathOf(fn.FreeVars[i])
		}
	}
	return ""
}

func (w *walker) withoutFreed(s *state, by ssa.Instruction, fn *ssa.Function, at site) *state {
	if fn == nil {
		return s
	}
	if result := w.Of(fn); result != nil {
		freed := slices.Clone(result.summary.ever)
		for _, o := range result.summary.outcomes {
			for _, r := range o.freed {
				if r.count(freed) < r.count(o.freed) {
					freed = append(freed, r)
				}
			}
		}
		return w.without(s, by, fn, freed, at)
	}
	return s
}

// without leaves locks to someone else: those of this function, or those of its callers.
func (w *walker) without(s *state, by ssa.Instruction, to *ssa.Function, freed []release, at site) *state {
	if len(freed) == 0 {
		return s
	}
	c := begin(s, w.known)
	for _, r := range freed {
		inner := r.path
		path, class := at.translate(r.path)
		r.path = path
		if r.class.Key == "" {
			r.class = class
		}
		if h := w.free(c, r); h != nil {
			w.hand(Handed{Hold: *h, At: by, To: to, As: inner, site: at})
		}
	}
	return c.done()
}

func (w *walker) hand(h Handed) {
	same := func(other Handed) bool { return other.At == h.At && other.Hold.Path == h.Hold.Path }
	if !slices.ContainsFunc(w.result.Handed, same) {
		w.result.Handed = append(w.result.Handed, h)
		w.result.Released[h.Hold.At] = true
	}
}
