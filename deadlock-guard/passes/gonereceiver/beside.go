package gonereceiver

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

const maxCallers = 6

// canRunBeside says whether a function may run while another goroutine ends the loop: it, or one of its callers, is started as a
// goroutine, is used as a value, or can be called by anybody: a method without calls is called through an interface.
func canRunBeside(p *program.Program, fn *ssa.Function) bool {
	seen := map[*ssa.Function]bool{}
	level := []*ssa.Function{fn}
	for range maxCallers {
		var next []*ssa.Function
		for _, f := range level {
			if seen[f] {
				continue
			}
			seen[f] = true
			calls, complete := p.Callers(f)
			if isClosure := f.Parent() != nil; isClosure && !complete {
				continue // whoever has it may run it before the loop starts
			}
			if !complete || isExported(f) || (len(calls) == 0 && f.Signature.Recv() != nil) {
				return true
			}
			for _, call := range calls {
				if program.Spawns(call.Site) {
					return true
				}
				next = append(next, call.From)
			}
		}
		level = next
	}
	return false
}

func isExported(fn *ssa.Function) bool {
	return fn.Parent() == nil && fn.Object() != nil && fn.Object().Exported()
}
