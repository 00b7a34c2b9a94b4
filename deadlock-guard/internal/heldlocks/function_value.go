package heldlocks

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// argument is what a function is given: where it leads, and the class of the lock there if there is one.
type argument struct {
	path  Path
	class string
}

var nothing = argument{path: Unknown, class: "?"}

// functionValue is a function with what it captured; fn is nil if it is not known which one.
type functionValue struct {
	fn       *ssa.Function
	captured []argument // values of the captured variables, or a method value's receiver
	places   []argument // addresses of the captured variables
}

// isBound: a method value such as mu.Unlock.
func (f functionValue) isBound() bool {
	return strings.HasSuffix(f.fn.Name(), "$bound") && len(f.captured) == 1
}

func (r *resolver) argument(v ssa.Value) argument {
	if _, ok := firstWord(v.Type()); !ok {
		return nothing
	}
	return argument{r.path(v), r.className(v)}
}

// function finds which function a value is, where that can be seen: a function, a closure or method value, made here or by a function
// that is called here.
func (r *resolver) function(v ssa.Value) functionValue {
	switch v := v.(type) {
	case *ssa.Function:
		return functionValue{fn: v}
	case *ssa.MakeClosure:
		return r.closure(v)
	case *ssa.ChangeType:
		return r.function(v.X)
	case *ssa.UnOp:
		if value := r.variables.value(v); value != nil {
			return r.function(value)
		}
	case *ssa.Call:
		return r.returned(&v.Call, 0)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return r.returned(&call.Call, v.Index)
		}
	}
	return functionValue{}
}

func (r *resolver) closure(made *ssa.MakeClosure) functionValue {
	value := functionValue{fn: made.Fn.(*ssa.Function)}
	for _, bound := range made.Bindings {
		place, content := r.argument(bound), nothing
		if value.fn.Synthetic != "" && value.fn.Parent() == nil {
			content = place // a method value's receiver is captured itself, not its variable
		} else if variable, ok := bound.(*ssa.Alloc); ok {
			if sole := r.variables.sole(variable); sole != nil {
				content = r.argument(sole)
			}
		} else if captured, ok := bound.(*ssa.FreeVar); ok && r.variables.isStableCaptured(captured) {
			content = argument{place.path.load(true), "?" + typeName(bound.Type())}
		}
		value.captured, value.places = append(value.captured, content), append(value.places, place)
	}
	return value
}

// returned is the function that a call returns.
func (r *resolver) returned(call *ssa.CallCommon, index int) functionValue {
	target, summary := r.certain(call)
	if summary == nil || index >= len(summary.results) {
		return functionValue{}
	}
	value := summary.results[index].function
	return functionValue{value.fn, target.allInCaller(value.captured), target.allInCaller(value.places)}
}
