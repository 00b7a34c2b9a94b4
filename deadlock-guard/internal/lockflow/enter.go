package lockflow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// enter is the effect of a call whose function is known: its ops happen here too, and it ends in one of its ways.
func (w *walker) enter(s *state, call ssa.CallInstruction, at site, known *summary) []*state {
	for _, op := range known.ops {
		if op.Kind == callback {
			w.callBack(s, call, at, op)
		} else if at.allows(s, op.facts) {
			w.reach(s, s.holds, at.outside(op, call, s.holds))
		}
	}
	var after []*state
	for _, o := range known.outcomes {
		if at.allows(s, o.facts) {
			if next := w.end(s, call, at, o); !slices.Contains(after, next) {
				after = append(after, next)
			}
		}
	}
	return after
}

// outside is an op of a function as seen where it is called.
func (s site) outside(op Op, call ssa.CallInstruction, held []Hold) Op {
	op.Calls = append([]ssa.CallInstruction{call}, op.Calls...)
	object, class := s.translate(op.Object)
	op.Object = object
	if op.Class.Key == "" {
		op.Class = class
	}
	under := slices.Clone(held)
	for _, h := range op.Under {
		under = append(under, s.translateHold(h, h.At))
	}
	op.Under = under
	return op
}

// end gives the state after one outcome of a call.
func (w *walker) end(s *state, call ssa.CallInstruction, at site, o outcome) *state {
	c := begin(s, w.known)
	for _, r := range o.freed {
		path, class := at.translate(r.path)
		r.path = path
		if r.class.Key == "" {
			r.class = class
		}
		w.given(w.free(c, r))
	}
	for _, h := range o.taken {
		if call.Common().IsInvoke() {
			break // who gives it back, through an interface too, may not be known
		}
		if h = at.translateHold(h, call); h.Path != "" {
			c.take(h)
		}
	}
	for name, value := range o.facts {
		if outside := at.translateFact(name); w.worth[outside] {
			c.learn(outside, value)
		}
	}
	if result, ok := call.(*ssa.Call); ok {
		_, several := result.Type().(*types.Tuple)
		for name, value := range o.value {
			if !several {
				name = strings.TrimPrefix(name, "0")
			}
			c.learn(string(own(result))+name, value)
		}
	}
	return c.done()
}

// lendOut: a lock whose address goes to a function that is not known may be released there; a call may also change what a pointer that
// is kept in a field leads to.
func (w *walker) lendOut(s *state, call ssa.CallInstruction, callee *ssa.Function) *state {
	if len(s.holds) == 0 {
		return s
	}
	c := begin(s, w.known)
	c.holds = slices.DeleteFunc(c.holds, func(h Hold) bool {
		if callee != nil {
			return h.fragile || w.gaveUp(callee)
		}
		return h.fragile && call.Common().StaticCallee() == nil ||
			slices.ContainsFunc(call.Common().Args, func(v ssa.Value) bool { return isLock(v.Type()) && w.PathOf(v) == h.Path })
	})
	return c.done()
}

// gaveUp says whether a function does something to locks that nobody knows.
func (a *Analysis) gaveUp(callee *ssa.Function) bool {
	return a.touching[callee] && !a.active[callee] && a.Of(callee) == nil
}

func isLock(t types.Type) bool {
	switch types.TypeString(t, nil) {
	case "*sync.Mutex", "*sync.RWMutex", "sync.Locker", "*sync.WaitGroup":
		return true
	default:
		return false
	}
}
