package lostslot

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

const flight = "(*golang.org/x/sync/singleflight.Group)."

// flights: a call for a key waits for the call for this key that is under way, which is itself.
func flights(p *program.Program, fn *ssa.Function) []finding.Finding {
	var findings []finding.Finding
	program.Instructions(fn, func(instruction ssa.Instruction) {
		start, ok := instruction.(*ssa.Call)
		if !ok || method(start) != flight+"Do" && method(start) != flight+"DoChan" {
			return
		}
		outer := outermost(fn)
		object, key := outer.name(start.Call.Args[0]), outer.name(start.Call.Args[1])
		running := outer.enter(start.Call.Args[2], nil)
		if object == "" || key == "" || running == nil {
			return
		}
		var again []finding.Finding
		forgets := false
		running.below(func(f *frame, call ssa.CallInstruction) {
			args := call.Common().Args
			forgets = forgets || method(call) == flight+"Forget"
			if method(call) == flight+"Do" && f.name(args[0]) == object && f.name(args[1]) == key {
				again = append(again, chanuse.ReportAt(p, call, identity.WaitGroupWait, "singleflight",
					"Do blocks for ever: it waits for the call with the same key, whose function is running here",
					partner(p, start, "this call runs the function that comes here")))
			}
		})
		if !forgets { // a key that is forgotten can be asked for anew
			findings = append(findings, again...)
		}
	})
	return findings
}
