package heldlocks

import (
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// target is a function that a call may run, with what it is given there.
type target struct {
	functionValue
	arguments []argument // receiver first
	certain   bool       // the call runs this and nothing else
}

// targets are the functions with source that a call may run.
func (r *resolver) targets(call *ssa.CallCommon) []target {
	var arguments []argument
	for _, v := range call.Args {
		arguments = append(arguments, r.argument(v))
	}
	if call.IsInvoke() {
		arguments = append([]argument{r.argument(call.Value)}, arguments...)
		var targets []target
		for _, fn := range r.calls.implementations(call) {
			targets = append(targets, target{functionValue{fn: fn}, arguments, false})
		}
		return targets
	}
	value := r.function(call.Value)
	if value.fn == nil {
		return nil
	}
	if value.fn.Synthetic != "" && value.isBound() {
		arguments = append([]argument{value.captured[0]}, arguments...)
	}
	fn := r.calls.withSource(value.fn)
	if fn == nil {
		return nil
	}
	return []target{{functionValue{fn, value.captured, value.places}, arguments, true}}
}

// certain is the function that a call runs for certain, and what is known of it; nil if there is none.
func (r *resolver) certain(call *ssa.CallCommon) (target, *summary) {
	targets := r.targets(call)
	if len(targets) != 1 || !targets[0].certain {
		return target{}, nil
	}
	return targets[0], r.summaries[targets[0].fn]
}

// inCaller writes a path of the function as its caller sees it.
func (t target) inCaller(p Path) Path { return t.translate(p).path }

func (t target) translate(p Path) argument {
	root := p.root()
	if strings.HasPrefix(root, "g:") {
		return argument{p, "?"}
	}
	if p.isLocal() {
		return nothing
	}
	index, err := strconv.Atoi(root[1:])
	if err != nil {
		return nothing
	}
	operations := p.operations()
	from := t.arguments
	if root[0] == 'f' {
		from = t.places
		if content, loaded := strings.CutPrefix(operations, "*"); loaded {
			from, operations = t.captured, content
		}
	}
	if index >= len(from) {
		return nothing
	}
	given := from[index]
	if operations != "" {
		given.class = "?"
	}
	given.path = given.path.then(operations)
	return given
}

// key writes a lock of the function as its caller sees it. The caller knows better what a pointer is that it passed itself.
func (t target) key(key lockKey) lockKey {
	given := t.translate(key.path)
	key.path = given.path
	if key.class.isAny() && given.class != "?" && !strings.HasPrefix(given.class, "?") {
		key.class.Name = given.class
	}
	return key
}

func (t target) allInCaller(arguments []argument) []argument {
	var translated []argument
	for _, inner := range arguments {
		outer := t.translate(inner.path)
		if inner.class != "" && inner.class[0] != '?' {
			outer.class = inner.class
		}
		translated = append(translated, outer)
	}
	return translated
}
