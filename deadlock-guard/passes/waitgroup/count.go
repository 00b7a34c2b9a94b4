package waitgroup

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// outstanding: a way from Add to Wait on which nobody is left who calls Done.
func (g *groups) outstanding() {
	for _, w := range g.waits {
		for _, h := range w.event.Under {
			if h.Mode == lockflow.Group && h.Path != "" && h.Path == w.event.Object && !g.shared.GivesBack(h) {
				added := g.Program.Place(h.At)
				g.report(w, fmt.Sprintf("nobody calls Done for the Add at line %d on this way", added.Position.Line),
					finding.Partner{Message: "the count is raised here", Place: added})
			}
		}
	}
}

// leftOut: a function that returns after Add without the goroutine that it starts otherwise.
func (g *groups) leftOut() {
	g.FunctionsWith(func(fn *ssa.Function, result *lockflow.Result) {
		if program.IsMain(fn) || g.shared.IsKeeper(fn) {
			return
		}
		for _, exit := range result.Exits {
			for _, h := range exit.Held {
				if h.Mode != lockflow.Group || !result.Released[h.At] || g.shared.GivesBack(h) {
					continue
				}
				leaves := g.Program.Place(exit.At)
				for _, w := range g.of(h.Class.Key) {
					g.report(w, fmt.Sprintf("%s can return at line %d after Add, and nobody calls Done then", leaves.Symbol, leaves.Position.Line),
						finding.Partner{Message: "the count is raised here", Place: g.Program.Place(h.At)},
						finding.Partner{Message: "returns here without Done, and without starting who calls it", Place: leaves})
				}
			}
		}
	})
}

// unfinished: a goroutine with a way to its end that leaves Done out.
func (g *groups) unfinished() {
	for _, s := range g.starts {
		if s.To == nil || s.As == "" || g.repeatsDone(s.To) || s.isGo() {
			continue
		}
		for _, exit := range g.Of(s.To).Exits {
			if frees(exit, s.As) {
				continue
			}
			leaves := g.Program.Place(exit.At)
			for _, w := range g.waits {
				if len(w.event.Calls) == 0 && w.counts(s) {
					g.report(w, fmt.Sprintf("the goroutine %s can end at line %d without Done", leaves.Symbol, leaves.Position.Line),
						finding.Partner{Message: "ends here without Done; defer it at the start", Place: leaves},
						finding.Partner{Message: "is started here", Place: g.Program.Place(s.At)})
				}
			}
		}
	}
}

// isGo: WaitGroup.Go calls Done itself.
func (s start) isGo() bool { return s.Hold.At == s.At }

func frees(exit lockflow.Exit, path lockflow.Path) bool {
	for _, freed := range exit.Freed {
		if freed.Mode == lockflow.Group && (freed.Path == path || !freed.Path.IsInput()) {
			return true
		}
	}
	return false
}

// repeatsDone: a goroutine that calls Done for each of its jobs, and not for itself.
func (g *groups) repeatsDone(fn *ssa.Function) bool {
	repeats := false
	program.Instructions(fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(ssa.CallInstruction)
		if !ok || repeats || !flow.Repeats(instruction) {
			return
		}
		repeats = lockflow.MethodName(call) == "(*sync.WaitGroup).Done"
		if callee := program.Callee(call); callee != nil && g.Of(callee) != nil {
			for _, freed := range g.Of(callee).Freed {
				repeats = repeats || freed.Mode == lockflow.Group
			}
		}
	})
	return repeats
}
