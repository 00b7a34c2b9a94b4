package lockflow

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/lockset"
)

// summary is what the callers of a function need to know.
type summary struct {
	ops      []Op
	outcomes []outcome
	ever     []release // of callers' locks, on any way, also one that never returns
}

// outcome is one way for a function to end.
type outcome struct {
	taken []Hold
	freed []release
	facts map[string]bool // about what the function is given: only then does it end in this way
	value map[string]bool // about what it returns: the index of a result, perhaps with ==nil
}

// Freed is a release of a caller's lock.
type Freed struct {
	Class lockset.Class
	Path  Path
	Mode  Mode
}

// maxOutcomes bounds a summary; what a function with more of them does to locks is not known.
const maxOutcomes = 24

// outcomeOf reads a state at a return.
func (a *Analysis) outcomeOf(s *state, at *ssa.Return) outcome {
	o := outcome{facts: inputFacts(s.facts), value: map[string]bool{}}
	for _, h := range s.holds {
		if h.Path.IsInput() && !h.fragile {
			o.taken = append(o.taken, h)
		}
	}
	for _, r := range s.freed {
		if !r.path.IsInput() {
			r.path = ""
		}
		o.freed = append(o.freed, r)
	}
	for i, result := range at.Results {
		if suffix, value, known := a.content(s, result); known {
			o.value[strconv.Itoa(i)+suffix] = value
		}
	}
	return o
}

// inputFacts are those that callers can check.
func inputFacts(facts map[string]bool) map[string]bool {
	inputs := map[string]bool{}
	for name, value := range facts {
		if path, _, _ := strings.Cut(name, "=="); Path(path).IsInput() && name[0] != '(' {
			inputs[name] = value
		}
	}
	return inputs
}

// locks tells outcomes apart by what they do to locks.
func (o outcome) locks() string {
	var b strings.Builder
	for _, h := range o.taken {
		fmt.Fprint(&b, "h", h.Path, h.Mode)
	}
	for _, r := range o.freed {
		fmt.Fprint(&b, "r", r.path, r.class.Key, r.mode)
	}
	return b.String()
}

// condense keeps apart only what matters: if all outcomes do the same to locks, how they came about does not.
func condense(all []outcome) []outcome {
	differ := slices.ContainsFunc(all, func(o outcome) bool { return o.locks() != all[0].locks() })
	var kept []outcome
	for _, o := range all {
		o.taken = slices.DeleteFunc(slices.Clone(o.taken), func(h Hold) bool { return o.isDoubtful(h, all) })
		if !differ {
			o.facts, o.value = nil, nil
		}
		if !slices.ContainsFunc(kept, o.equals) {
			kept = append(kept, o)
		}
	}
	return kept
}

func (o outcome) equals(other outcome) bool {
	return o.locks() == other.locks() && maps.Equal(o.facts, other.facts) && maps.Equal(o.value, other.value)
}

// isDoubtful: the function may as well end in the same way without the lock, so that its caller cannot know whether it has it.
func (o outcome) isDoubtful(h Hold, all []outcome) bool {
	return slices.ContainsFunc(all, func(other outcome) bool {
		takes := slices.ContainsFunc(other.taken, func(t Hold) bool { return t.Path == h.Path && t.Mode == h.Mode })
		return !takes && !contradict(o.value, other.value) && !contradict(o.facts, other.facts)
	})
}

func contradict(x, y map[string]bool) bool {
	for name, value := range x {
		if other, known := y[name]; known && other != value {
			return true
		}
	}
	return false
}
