package lockorder

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func report(p *program.Program, e *edge, others []*edge) finding.Finding {
	partners := []finding.Partner{{Message: e.first.Words + " is taken here and still held", Place: p.Place(e.taken)}}
	var opposite []string
	for _, other := range others {
		first, second := other.first.Words, other.second.Class.Words
		holder := p.Place(other.taken)
		partners = append(partners,
			finding.Partner{
				Message: fmt.Sprintf("the other order: %s is taken here while %s is held", second, first),
				Place:   p.Place(other.second.At),
			},
			finding.Partner{Message: fmt.Sprintf("the other order: %s is taken here", first), Place: holder})
		opposite = append(opposite, fmt.Sprintf("%s locks %s while it holds %s", holder.Symbol, second, first))
	}
	return finding.Finding{
		Message: fmt.Sprintf("lock of %s while %s is held blocks for ever if at the same time %s",
			e.second.Class.Words, e.first.Words, strings.Join(opposite, " and ")),
		At:        p.Place(e.second.At),
		Operation: e.second.Wait,
		Object:    e.second.Class.Words,
		LockSet:   e.held.Words(),
		Path:      path(p, e),
		Partners:  partners,
	}
}

// path goes from the function that holds the first lock through its calls to the second one.
func path(p *program.Program, e *edge) []finding.Step {
	var steps []finding.Step
	for _, call := range e.second.Calls {
		steps = append(steps, finding.Step{Kind: finding.Call, Place: p.Place(call.(ssa.Instruction))})
	}
	return append(steps, finding.Step{Kind: finding.Block, Place: p.Place(e.second.At)})
}
