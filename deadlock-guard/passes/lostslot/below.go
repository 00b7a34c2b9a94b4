package lostslot

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// below visits the calls of a run and of all that it calls itself; what it starts in other goroutines is left out.
func (f *frame) below(visit func(*frame, ssa.CallInstruction)) {
	left := maxCalls
	f.visit(visit, &left)
}

func (f *frame) visit(visit func(*frame, ssa.CallInstruction), left *int) {
	program.Instructions(f.fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(ssa.CallInstruction)
		if _, started := instruction.(*ssa.Go); !ok || started || *left == 0 {
			return
		}
		*left--
		visit(f, call)
		if common := call.Common(); !common.IsInvoke() {
			if next := f.enter(common.Value, common.Args); next != nil {
				next.visit(visit, left)
			}
		}
	})
}
