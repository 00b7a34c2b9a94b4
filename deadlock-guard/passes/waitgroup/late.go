package waitgroup

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/lockset"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

const addName = "(*sync.WaitGroup).Add"

// lateAdd: the count of a group is raised by none but the goroutines that it counts, so that Wait may come first.
func (g *groups) lateAdd() {
	adds := map[string][]ssa.CallInstruction{}
	var keys []string
	unknown := false
	for _, fn := range g.Program.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			call, ok := instruction.(ssa.CallInstruction)
			name := ""
			if ok {
				name = lockflow.MethodName(call)
			}
			if name != addName && name != "(*sync.WaitGroup).Go" {
				return
			}
			class, known := g.class(lockflow.Receiver(call), 0)
			unknown = unknown || !known
			if adds[class.Key] == nil {
				keys = append(keys, class.Key)
			}
			adds[class.Key] = append(adds[class.Key], call)
		})
	}
	if unknown {
		return
	}
	for _, key := range keys {
		if waits := g.of(key); len(waits) > 0 && g.allLate(adds[key]) && !g.isGoroutine(waits[0].fn) {
			for _, add := range adds[key] {
				g.found = append(g.found, g.late(add, waits[0]))
			}
		}
	}
}

func (g *groups) allLate(adds []ssa.CallInstruction) bool {
	for _, add := range adds {
		if lockflow.MethodName(add) != addName || !g.isGoroutine(add.Parent()) {
			return false
		}
	}
	return true
}

// isGoroutine: a function is only started, never called.
func (g *groups) isGoroutine(fn *ssa.Function) bool {
	calls, complete := g.Program.Callers(fn)
	for _, call := range calls {
		if _, starts := call.Site.(*ssa.Go); !starts {
			return false
		}
	}
	return complete && len(calls) > 0
}

// maxDepth bounds how far a parameter is followed to its callers.
const maxDepth = 4

// class also looks at what all callers pass; a function that passes on its own parameter to itself adds nothing.
func (g *groups) class(address ssa.Value, depth int) (lockset.Class, bool) {
	parameter, ok := address.(*ssa.Parameter)
	if !ok {
		return lockset.ClassOf(address)
	}
	calls, complete := g.Program.Callers(parameter.Parent())
	if !complete || depth > maxDepth {
		return lockset.Class{}, false
	}
	var all lockset.Class
	for _, call := range calls {
		passed := call.Argument(index(parameter))
		if passed == address {
			continue
		}
		class, known := g.class(passed, depth+1)
		if !known || all.Key != "" && class != all {
			return lockset.Class{}, false
		}
		all = class
	}
	return all, all.Key != ""
}

func index(parameter *ssa.Parameter) int {
	for i, p := range parameter.Parent().Params {
		if p == parameter {
			return i
		}
	}
	return 0
}

func (g *groups) late(add ssa.CallInstruction, w wait) finding.Finding {
	entry, path := g.Way(add.Parent(), nil, add)
	waits := g.Program.Place(w.event.At)
	name := lockflow.Words(w.fn, w.event.Class.Words, w.event.Object, "the group")
	return finding.Finding{
		Message: fmt.Sprintf("Add for %s in the goroutine that it counts: %s can wait at line %d and go on before this goroutine runs",
			name, waits.Symbol, waits.Position.Line),
		At:        g.Program.Place(add),
		Operation: identity.WaitGroupWait,
		Entry:     entry,
		Object:    name,
		Path:      path,
		Partners:  []finding.Partner{{Message: "this Wait may find the count at zero; call Add before the go statement", Place: waits}},
	}
}
