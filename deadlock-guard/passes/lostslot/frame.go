package lostslot

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

const (
	maxDepth = 6    // calls from a start to what it waits for
	maxSteps = 20   // on the way back to where a value comes from
	maxCalls = 2000 // looked at below one start
)

// frame is one run of a function, which knows what it was given, so that values of different runs can be compared.
type frame struct {
	fn       *ssa.Function
	depth    int
	caller   *frame // has the arguments
	args     []ssa.Value
	maker    *frame // has what the function captured
	captured []ssa.Value
}

// outermost is a run of a function of which nothing is known but the functions that it is written in.
func outermost(fn *ssa.Function) *frame {
	f := &frame{fn: fn}
	if fn.Parent() == nil {
		return f
	}
	program.Instructions(fn.Parent(), func(instruction ssa.Instruction) {
		if made, ok := instruction.(*ssa.MakeClosure); ok && made.Fn == ssa.Value(fn) {
			f.maker, f.captured = outermost(fn.Parent()), made.Bindings
		}
	})
	return f
}

// enter is the run of a function value that f calls or hands on; nil if the function is not known.
func (f *frame) enter(function ssa.Value, args []ssa.Value) *frame {
	home, function := f.resolve(function)
	next := &frame{depth: f.depth + 1, caller: f, args: args, maker: home}
	switch function := function.(type) {
	case *ssa.Function:
		next.fn = function
		if origin := function.Origin(); origin != nil {
			next.fn = origin
		}
	case *ssa.MakeClosure:
		next.fn, next.captured = function.Fn.(*ssa.Function), function.Bindings
		if next.fn.Synthetic == "" {
			break
		}
		method, ok := next.fn.Object().(*types.Func) // x.f as a value: the receiver is captured
		if !ok || len(args) > 0 {
			return nil
		}
		next.fn, next.caller, next.args = next.fn.Prog.FuncValue(method.Origin()), home, function.Bindings
	}
	if next.fn == nil || len(next.fn.Blocks) == 0 || f.runs(next.fn) > 1 || next.depth > maxDepth {
		return nil
	}
	return next
}

// runs counts how often a function is being run.
func (f *frame) runs(fn *ssa.Function) int {
	n := 0
	for at := f; at != nil; at = at.caller {
		if at.fn == fn {
			n++
		}
	}
	return n
}

// resolve goes back through arguments, captured variables and variables that are set once.
func (f *frame) resolve(v ssa.Value) (*frame, ssa.Value) {
	for range maxSteps {
		switch value := v.(type) {
		case *ssa.Parameter:
			i := index(f.fn.Params, value)
			if f.caller == nil || i >= len(f.args) {
				return f, v
			}
			f, v = f.caller, f.args[i]
		case *ssa.FreeVar:
			i := index(f.fn.FreeVars, value)
			if f.maker == nil || i >= len(f.captured) {
				return f, v
			}
			f, v = f.maker, f.captured[i]
		case *ssa.ChangeType:
			v = value.X
		case *ssa.ChangeInterface:
			v = value.X
		case *ssa.UnOp:
			if value.Op != token.MUL {
				return f, v
			}
			home, address := f.resolve(value.X)
			variable, ok := address.(*ssa.Alloc)
			if !ok || onlyValue(variable) == nil {
				return f, v
			}
			f, v = home, onlyValue(variable)
		default:
			return f, v
		}
	}
	return f, v
}

// name is equal for two values only if they are the same; "" for one that may change.
func (f *frame) name(v ssa.Value) string {
	f, v = f.resolve(v)
	inside := func(v ssa.Value, format string, more ...any) string {
		if outer := f.name(v); outer != "" {
			return outer + fmt.Sprintf(format, more...)
		}
		return ""
	}
	switch v := v.(type) {
	case *ssa.Const, *ssa.Global:
		return v.String()
	case *ssa.FieldAddr:
		return inside(v.X, ".%d", v.Field)
	case *ssa.Extract:
		return inside(v.Tuple, "#%d", v.Index)
	case *ssa.BinOp:
		if right := f.name(v.Y); v.Op == token.ADD && right != "" {
			return inside(v.X, "+%s", right)
		}
		return ""
	case *ssa.UnOp:
		if _, address := f.resolve(v.X); isFixed(address) {
			return inside(v.X, "*")
		}
		return ""
	case *ssa.Phi, *ssa.IndexAddr, *ssa.Lookup:
		return ""
	default:
		return fmt.Sprintf("%d %s %s", f.depth, f.fn, v.Name())
	}
}

// isFixed: what fields and package variables hold is taken to stay, unlike that of a local variable which is set again.
func isFixed(address ssa.Value) bool {
	switch address.(type) {
	case *ssa.FieldAddr, *ssa.Global:
		return true
	default:
		return false
	}
}

func index[T comparable](list []T, wanted T) int {
	for i, v := range list {
		if v == wanted {
			return i
		}
	}
	return len(list)
}
