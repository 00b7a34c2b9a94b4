package stuckselect

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
)

// commonMaker is the function that makes all of the channels, which then lives and dies for all of them; else nil.
func commonMaker(entries []*partners) *ssa.Function {
	var maker *ssa.Function
	for _, e := range entries {
		if e.channel == nil || e.channel.Escape != "" || e.op.Node.Context() != chanuse.Spawned {
			return nil
		}
		fn := e.channel.Make.Parent()
		if maker != nil && fn != maker {
			return nil
		}
		maker = fn
	}
	return maker
}

// wait is where the maker stands with a select.
type wait struct{ started, woken bool }

// leftAlone is a way out of the maker on which none of the channels is used to end the select; nil if there is none.
func leftAlone(entries []*partners) ssa.Instruction {
	var common []ssa.Instruction
	for i, e := range entries {
		left, decided := leftBy(e)
		if !decided {
			return nil
		}
		if i == 0 {
			common = left
			continue
		}
		common = slices.DeleteFunc(common, func(exit ssa.Instruction) bool { return !slices.Contains(left, exit) })
	}
	if len(common) == 0 {
		return nil
	}
	return common[0]
}

// leftBy lists the ways out of the maker with the goroutine started and the channel not used. Somebody else who has the channel may use it.
func leftBy(e *partners) (left []ssa.Instruction, decided bool) {
	wakes := []chanuse.Kind{chanuse.Send, chanuse.SelectSend, chanuse.Close}
	if e.op.Kind == chanuse.SelectSend {
		wakes = []chanuse.Kind{chanuse.Receive, chanuse.SelectReceive}
	}
	for _, op := range e.channel.Ops(wakes...) {
		if context := op.Node.Context(); context == chanuse.Spawned || context == chanuse.Unknown {
			return nil, false
		}
	}
	exits, complete := chanuse.Exits(e.channel, wait{}, chanuse.Effects[wait]{
		Op: func(op chanuse.Op, s wait) wait {
			s.woken = s.woken || slices.Contains(wakes, op.Kind)
			return s
		},
		Spawn: func(started *chanuse.Node, s wait) wait {
			s.started = s.started || slices.Contains(started.AllOps(e.op.Kind), e.op)
			return s
		},
		Defer: func(later *chanuse.Node, s wait) wait {
			s.woken = s.woken || later.Has(wakes...)
			return s
		},
		Complete: func(ops []chanuse.Op, s wait) wait {
			s.woken = s.woken || slices.ContainsFunc(ops, func(op chanuse.Op) bool { return slices.Contains(wakes, op.Kind) })
			return s
		},
	})
	for _, exit := range exits {
		if exit.State.started && !exit.State.woken {
			left = append(left, exit.At)
		}
	}
	return left, complete
}
