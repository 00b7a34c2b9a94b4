package lockflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Context is one way to reach an op: from a function that nobody calls, or that a go statement starts.
type Context struct {
	Fn    *ssa.Function
	Event Event
}

// Contexts lists the ways to an instruction. Function literals and methods that may be called from elsewhere begin a way of their own.
func (a *Analysis) Contexts(at ssa.Instruction) []Context { return a.contexts()[at] }

func (a *Analysis) contexts() map[ssa.Instruction][]Context {
	if a.ways != nil {
		return a.ways
	}
	a.ways = map[ssa.Instruction][]Context{}
	a.FunctionsWith(func(fn *ssa.Function, result *Result) {
		if !a.isStart(fn) {
			return
		}
		for _, event := range result.Events {
			a.ways[event.At] = append(a.ways[event.At], Context{fn, event})
		}
	})
	return a.ways
}

func (a *Analysis) isStart(fn *ssa.Function) bool {
	if !isCalled(a.Program, fn) {
		return true
	}
	calls, _ := a.Program.Callers(fn)
	for _, call := range calls {
		if _, plain := call.Site.(*ssa.Go); plain {
			return true
		}
	}
	return false
}

// Holds says whether a lock of a class is held on all ways to an instruction.
func (a *Analysis) Holds(at ssa.Instruction, lock Hold) bool {
	ways := a.Contexts(at)
	for _, way := range ways {
		if !slices.ContainsFunc(way.Event.Under, func(h Hold) bool { return h.Class == lock.Class && h.excludes(lock) }) {
			return false
		}
	}
	return len(ways) > 0
}

// excludes says whether two goroutines cannot hold a lock in these modes at the same time.
func (h Hold) excludes(other Hold) bool { return h.Mode == Write || other.Mode == Write }
