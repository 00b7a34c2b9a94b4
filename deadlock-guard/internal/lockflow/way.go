package lockflow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// maxClimb bounds the search for the go statement that leads to a function.
const maxClimb = 6

// Way is how a goroutine comes to a place in fn, through calls: from the go statement that is known to lead there, or from the first
// call. Entry is the symbol of what that statement starts, or "".
func (a *Analysis) Way(fn *ssa.Function, calls []ssa.CallInstruction, at ssa.Instruction) (entry string, steps []finding.Step) {
	start, above := a.climb(fn)
	for i, call := range append(above, calls...) {
		kind := finding.Call
		if i == 0 && start != nil {
			kind = finding.Go
			entry = identity.OfFunction(start)
		}
		steps = append(steps, finding.Step{Kind: kind, Place: a.Program.Place(call.(ssa.Instruction))})
	}
	return entry, append(steps, finding.Step{Kind: finding.Block, Place: a.Program.Place(at)})
}

// climb looks for the shortest way from a go statement to fn.
func (a *Analysis) climb(fn *ssa.Function) (start *ssa.Function, calls []ssa.CallInstruction) {
	type climber struct {
		fn    *ssa.Function
		calls []ssa.CallInstruction
	}
	seen := map[*ssa.Function]bool{fn: true}
	for queue := []climber{{fn: fn}}; len(queue) > 0; queue = queue[1:] {
		now := queue[0]
		callers, _ := a.Program.Callers(now.fn)
		for _, call := range callers {
			way := append([]ssa.CallInstruction{call.Site}, now.calls...)
			if _, starts := call.Site.(*ssa.Go); starts {
				return now.fn, way
			}
			if !seen[call.From] && len(way) < maxClimb {
				seen[call.From] = true
				queue = append(queue, climber{call.From, way})
			}
		}
	}
	return nil, nil
}

// Words names a lock for people, or says otherwise if it has no name.
func Words(fn *ssa.Function, class string, path Path, otherwise string) string {
	if class != "" {
		return class
	}
	root, rest := path.split()
	for i, parameter := range fn.Params {
		if root == "p"+string(rune('0'+i)) {
			return parameter.Name() + strings.ReplaceAll(rest, "*", "")
		}
	}
	return otherwise
}

// LockWords lists locks for people.
func LockWords(fn *ssa.Function, held []Hold) []string {
	var words []string
	for _, h := range held {
		if h.Mode == Group {
			continue
		}
		words = append(words, Words(fn, h.Class.Words, h.Path, "a lock"))
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// FunctionsWith calls visit for every function of which something is known, in the order of the program.
func (a *Analysis) FunctionsWith(visit func(fn *ssa.Function, result *Result)) {
	for _, fn := range a.Program.Functions {
		if result := a.Of(fn); result != nil {
			visit(fn, result)
		}
	}
}
