package lockflow

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
)

// walker follows the paths of one function.
type walker struct {
	*Analysis
	fn     *ssa.Function
	known  map[string]*state
	worth  map[string]bool // conditions to remember
	result *Result
}

// maxStates bounds what is kept of one function. One with more has more paths than a walk may take: this only finds out sooner.
const maxStates = 4096

// dead is the state of a path that cannot be taken.
var dead = &state{code: "dead"}

func (a *Analysis) walk(fn *ssa.Function) *Result {
	w := &walker{
		Analysis: a, fn: fn, known: map[string]*state{}, worth: a.worthKnowing(fn),
		result: &Result{summary: &summary{}, Given: map[*ssa.Function]bool{}, Released: map[ssa.Instruction]bool{}},
	}
	paths := flow.Walk[*state]{Step: w.step, Edge: w.edge, Full: func() bool { return len(w.known) > maxStates }, Forgetful: true}
	exits, complete := paths.FromEntry(fn, begin(&state{}, w.known).done())
	if !complete {
		return nil
	}
	var outcomes []outcome
	for _, exit := range exits {
		if exit.State == dead {
			continue
		}
		at := exit.At.(*ssa.Return)
		outcomes = append(outcomes, a.outcomeOf(exit.State, at))
		var freed []Freed
		for _, r := range exit.State.freed {
			freed = append(freed, Freed{Class: r.class, Path: r.path, Mode: r.mode})
		}
		w.result.Freed = append(w.result.Freed, freed...)
		w.result.Exits = append(w.result.Exits, Exit{At: at, Held: exit.State.holds, Freed: freed})
	}
	if len(outcomes) > 0 {
		outcomes = condense(outcomes)
	}
	if len(outcomes) > maxOutcomes {
		return nil
	}
	w.result.summary.outcomes = outcomes
	return w.result
}

func (w *walker) step(instruction ssa.Instruction, _ int, s *state) []*state {
	if s == dead {
		return nil
	}
	if _, isPhi := instruction.(*ssa.Phi); isPhi {
		return one(s) // see phis
	}
	if value, ok := instruction.(ssa.Value); ok {
		s = w.redefine(s, value)
	}
	switch instruction := instruction.(type) {
	case *ssa.Store:
		return one(w.store(s, instruction))
	case *ssa.Defer:
		c := begin(s, w.known)
		if len(c.defers) < maxDefers {
			c.defers = append(c.defers, instruction)
		}
		return one(c.done())
	case *ssa.RunDefers:
		return w.runDefers(s)
	case *ssa.Send:
		w.channelOp(s, Send, instruction, instruction.Chan)
	case *ssa.UnOp:
		if isReceive(instruction) {
			w.channelOp(s, Receive, instruction, instruction.X)
		}
	case *ssa.Select:
		w.reach(s, s.holds, Op{Kind: Select, At: instruction, Under: s.holds})
	case *ssa.MakeClosure:
		return one(w.handOver(s, instruction))
	case *ssa.Go:
		return one(w.handToGoroutine(s, instruction))
	case *ssa.Call:
		return w.call(s, instruction)
	}
	return one(s)
}

func one(s *state) []*state { return []*state{s} }

func isReceive(u *ssa.UnOp) bool { return u.Op == token.ARROW }

// redefine: in a loop, a name stands for another value in each round.
func (w *walker) redefine(s *state, v ssa.Value) *state {
	if s.code == "" {
		return s // nothing is known under any name
	}
	name := string(own(v))
	if _, ok := v.(*ssa.Alloc); ok {
		name = string(w.PathOf(v))
	}
	if !strings.Contains(s.code, name) {
		return s
	}
	c := begin(s, w.known)
	c.forget(name)
	return c.done()
}

// store: what was said of the old content is gone.
func (w *walker) store(s *state, store *ssa.Store) *state {
	suffix, value, known := w.content(s, store.Val)
	if !known && s.code == "" {
		return s
	}
	content := string(w.PathOf(store.Addr)) + "*"
	if !known && !strings.Contains(s.code, content) {
		return s
	}
	c := begin(s, w.known)
	c.forget(content)
	if known && !strings.Contains(content, "[") {
		c.learn(content+suffix, value)
	}
	return c.done()
}

// runDefers runs the deferred calls, last one first.
func (w *walker) runDefers(s *state) []*state {
	states := one(s)
	for _, deferred := range slices.Backward(s.defers) {
		var after []*state
		for _, before := range states {
			for _, next := range w.call(before, deferred) {
				if !slices.Contains(after, next) {
					after = append(after, next)
				}
			}
		}
		states = after
	}
	return states
}
