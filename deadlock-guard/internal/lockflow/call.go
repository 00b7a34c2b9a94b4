package lockflow

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/lockset"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// waits are the methods that wait for something other than a lock, and those that end such a wait.
var waits = map[string]string{
	"(*sync.WaitGroup).Wait": identity.WaitGroupWait, "(*sync.Cond).Wait": identity.CondWait,
	"(*sync.Cond).Signal": identity.CondWait, "(*sync.Cond).Broadcast": identity.CondWait,
}

var waitKinds = map[string]Kind{
	"(*sync.WaitGroup).Wait": Wait, "(*sync.Cond).Wait": CondWait,
	"(*sync.Cond).Signal": Wake, "(*sync.Cond).Broadcast": Wake,
}

// call is the effect of a call that runs now.
func (w *walker) call(s *state, call ssa.CallInstruction) []*state {
	if address, op, isLock := lockCall(call); isLock {
		return w.lock(s, call, address, op)
	}
	if wait := waits[MethodName(call)]; wait != "" {
		return w.wait(s, call, wait)
	}
	if i, ok := parameterCall(call); ok {
		w.reach(s, s.holds, Op{Kind: callback, At: call, fn: i, Under: s.holds})
		return one(s)
	}
	if builtin, ok := call.Common().Value.(*ssa.Builtin); ok {
		if builtin.Name() == "close" {
			w.channelOp(s, Close, call, call.Common().Args[0])
		}
		return one(s)
	}
	if program.Spawns(call) {
		return one(w.startInGroup(s, call))
	}
	w.runsNow(s, call)
	callee, at := w.callee(call)
	s = w.lendOut(s, call, callee)
	if callee == nil || !w.touching[callee] {
		return one(s)
	}
	if result := w.Of(callee); result != nil {
		return w.enter(s, call, at, result.summary)
	}
	return one(s)
}

// wait is the effect of a method that waits. Who waits for a count of its own never goes on.
func (w *walker) wait(s *state, call ssa.CallInstruction, wait string) []*state {
	object := Receiver(call)
	op := Op{Kind: waitKinds[MethodName(call)], At: call, Object: w.PathOf(object), Class: classOf(object), Wait: wait, Under: s.holds, Done: s.hasDone()}
	if w.reach(s, s.holds, op) {
		return nil
	}
	return one(s)
}

// lock is the effect of a method of a lock itself.
func (w *walker) lock(s *state, call ssa.CallInstruction, address ssa.Value, op operation) []*state {
	path := w.PathOf(address)
	class, _ := lockset.ClassOf(address)
	c := begin(s, w.known)
	hold := Hold{Path: path, Class: class, Mode: op.mode, At: call, fragile: w.isFragile(address)}
	switch op.effect {
	case releases:
		w.given(w.free(c, release{path: path, class: class, mode: op.mode}))
		return one(c.done())
	case adds:
		w.add(c, call, hold)
		return one(c.done())
	case tries:
		value, isValue := call.(*ssa.Call)
		if !isValue {
			return one(s)
		}
		failed := begin(s, w.known)
		failed.learn(string(own(value)), false)
		c.learn(string(own(value)), true)
		c.take(hold)
		return []*state{c.done(), failed.done()}
	}
	if w.reach(s, s.holds, Op{
		Kind: Acquire, At: call, Object: path, Class: class, Mode: op.mode, Wait: op.wait, Under: s.holds, fragile: hold.fragile, Done: s.hasDone(),
	}) {
		return nil // this path ends here: it waits for itself
	}
	w.variables.forgetShared(c)
	c.take(hold)
	return one(c.done())
}

// free gives a lock back, and notes if it was a caller's.
func (w *walker) free(c *change, r release) *Hold {
	before := len(c.freed)
	freed := c.free(r)
	if known := w.result.summary; len(c.freed) > before && r.count(known.ever) == 0 {
		known.ever = append(known.ever, r)
	}
	return freed
}

// given notes that a callee's lock was given back.
func (w *walker) given(h *Hold) {
	if h == nil {
		return
	}
	w.result.Released[h.At] = true
	if call, ok := h.At.(ssa.CallInstruction); ok {
		if callee, _ := w.callee(call); callee != nil {
			w.result.Given[callee] = true
		}
	}
}
