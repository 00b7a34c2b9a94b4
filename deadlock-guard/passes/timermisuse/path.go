package timermisuse

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// state of a timer on a path.
type state struct {
	received bool // its time was received since it was set
	stop     ssa.CallInstruction
	empty    bool // it was stopped with nothing left in its channel, whatever Stop said
}

type stuck struct {
	receive  ssa.Instruction
	stop     ssa.CallInstruction
	received bool
}

// stuckReceives lists receives outside of a select that come after a Stop, without a Reset between. Where the receive depends on what Stop
// said, it is reached only if the timer's time had been received before.
func stuckReceives(fn *ssa.Function, t timer) []stuck {
	var found []stuck
	seen := map[ssa.Instruction]bool{}
	walk := flow.Walk[state]{
		Step: func(instruction ssa.Instruction, pick int, s state) []state {
			if receives(instruction, pick, t) {
				if _, plain := instruction.(*ssa.UnOp); plain && s.stop != nil && s.empty && !seen[instruction] {
					seen[instruction] = true
					found = append(found, stuck{instruction, s.stop, s.received})
				}
				return []state{{received: true}}
			}
			return []state{next(instruction, t, s)}
		},
	}
	if _, complete := walk.FromEntry(fn, state{}); !complete {
		return nil
	}
	return found
}

func next(instruction ssa.Instruction, t timer, s state) state {
	switch instruction := instruction.(type) {
	case *ssa.Store:
		if keyAt(instruction.Addr) == t.key {
			return state{}
		}
	case *ssa.Defer, *ssa.Go:
	case *ssa.Call:
		return called(instruction, t, s)
	}
	return s
}

func called(call *ssa.Call, t timer, s state) state {
	own := len(call.Call.Args) > 0 && keyOf(call.Call.Args[0]) == t.key
	switch {
	case own && isStop(call):
		ignored := len(*call.Referrers()) == 0
		return state{received: s.received, stop: call, empty: s.received || ignored}
	case own && isReset(call):
		return state{}
	case call == t.value: // makes the timer, perhaps once more
		return state{}
	case mayReset(call, t):
		return state{}
	default:
		return s
	}
}

// mayReset: a call that can reach the timer.
func mayReset(call *ssa.Call, t timer) bool {
	if call.Call.IsInvoke() && isContext(call.Call.Value.Type()) {
		return false
	}
	_, isField := t.key.(*types.Var)
	if callee := program.Callee(call); callee != nil || call.Call.StaticCallee() == nil {
		return isField || passes(call, t)
	}
	return passes(call, t)
}

func isContext(t types.Type) bool {
	named, ok := t.(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}

func passes(call *ssa.Call, t timer) bool {
	for _, argument := range call.Call.Args {
		if keyOf(argument) == t.key {
			return true
		}
	}
	return false
}

// keyAt is the key of a timer that is loaded from an address.
func keyAt(address ssa.Value) any {
	if field, ok := address.(*ssa.FieldAddr); ok {
		return fieldOf(field)
	}
	return address
}

// receives: an instruction takes the timer's time.
func receives(instruction ssa.Instruction, pick int, t timer) bool {
	switch instruction := instruction.(type) {
	case *ssa.UnOp:
		owner := timerOf(received(instruction))
		return owner != nil && keyOf(owner) == t.key
	case *ssa.Select:
		if pick < 0 {
			return false
		}
		owner := timerOf(instruction.States[pick].Chan)
		return owner != nil && keyOf(owner) == t.key
	default:
		return false
	}
}
