package chanuse

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Path is how a goroutine comes to an operation: from the last go statement on, outermost first.
func Path(p *program.Program, op Op) []finding.Step {
	steps := []finding.Step{{Kind: finding.Block, Place: p.Place(op.Instr)}}
	for n := op.Node; n.Via != nil; n = n.Parent {
		kind := finding.Call
		if n.step() == Spawned {
			kind = finding.Go
		}
		steps = append(steps, finding.Step{Kind: kind, Place: p.Place(n.Via.(ssa.Instruction))})
		if kind == finding.Go {
			break
		}
	}
	slices.Reverse(steps)
	return steps
}

// Entry is the symbol of the function that the last go statement before an operation starts.
func Entry(op Op) string {
	n := op.Node
	for n.Parent != nil && n.step() != Spawned {
		n = n.Parent
	}
	return identity.OfFunction(n.Fn)
}
