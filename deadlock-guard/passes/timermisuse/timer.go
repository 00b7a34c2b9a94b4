package timermisuse

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// timer is a timer or ticker as one function sees it: the place that holds it, so that two loads of a field are the same timer.
type timer struct {
	key   any
	value ssa.Value
}

// keyOf is the field or variable that a timer is loaded from, or the timer itself.
func keyOf(v ssa.Value) any {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		if field, ok := load.X.(*ssa.FieldAddr); ok {
			return fieldOf(field)
		}
		return load.X
	}
	return v
}

func fieldOf(address *ssa.FieldAddr) *types.Var {
	pointer := address.X.Type().Underlying().(*types.Pointer)
	return pointer.Elem().Underlying().(*types.Struct).Field(address.Field).Origin()
}

// received is the channel of a receive, or nil.
func received(receive *ssa.UnOp) ssa.Value {
	if receive.Op != token.ARROW {
		return nil
	}
	return receive.X
}

// timerOf is the timer or ticker whose field C a channel is, or nil.
func timerOf(channel ssa.Value) ssa.Value {
	load, ok := channel.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok || !isTimer(field.X.Type()) || fieldOf(field).Name() != "C" {
		return nil
	}
	return field.X
}

// isTimer: a pointer to a time.Timer or time.Ticker.
func isTimer(t types.Type) bool {
	pointer, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	named, ok := pointer.Elem().(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "time" && slices.Contains([]string{"Timer", "Ticker"}, named.Obj().Name())
}

// isSet: a variable that holds a timer by value is given one.
func isSet(variable *ssa.Alloc) bool {
	return slices.ContainsFunc(*variable.Referrers(), func(user ssa.Instruction) bool {
		_, isField := user.(*ssa.FieldAddr)
		return !isField
	})
}

func calleeName(call ssa.CallInstruction) string {
	if callee := call.Common().StaticCallee(); callee != nil {
		if object, ok := callee.Object().(*types.Func); ok {
			return object.FullName()
		}
	}
	return ""
}

// isStop: a call that stops a timer or ticker.
func isStop(call ssa.CallInstruction) bool {
	name := calleeName(call)
	return name == "(*time.Timer).Stop" || name == "(*time.Ticker).Stop"
}

func isReset(call ssa.CallInstruction) bool {
	name := calleeName(call)
	return name == "(*time.Timer).Reset" || name == "(*time.Ticker).Reset"
}

// timersStoppedIn lists the timers that a function itself stops other than at its end.
func timersStoppedIn(fn *ssa.Function) []timer {
	var found []timer
	program.Instructions(fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(*ssa.Call)
		if !ok || !isStop(call) {
			return
		}
		stopped := timer{keyOf(call.Call.Args[0]), call.Call.Args[0]}
		if !slices.ContainsFunc(found, func(t timer) bool { return t.key == stopped.key }) {
			found = append(found, stopped)
		}
	})
	return found
}

// nameOf is the variable or field that holds a timer.
func nameOf(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.UnOp:
		return nameOf(v.X)
	case *ssa.FieldAddr:
		return fieldOf(v).Name() + ".C"
	case *ssa.Alloc:
		return v.Comment + ".C"
	case *ssa.Call:
		if name := program.Variable(v.Parent(), v.Pos()); name != "" {
			return name + ".C"
		}
	case *ssa.FreeVar, *ssa.Parameter:
		return v.Name() + ".C"
	}
	return "a timer"
}
