package lockorder

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/lockset"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// edge says that a lock is taken while another one is held.
type edge struct {
	first     lockset.Class
	firstMode lockset.Mode
	taken     ssa.Instruction // where first was taken
	second    lockset.Acquisition
	held      lockset.Set // all that is held when second is taken
}

func edges(p *program.Program, locks *lockset.Analysis) []*edge {
	var found []*edge
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			for _, acquired := range locks.Acquired(instruction) {
				found = append(found, edgesOf(locks, instruction, acquired)...)
			}
		})
	}
	return shortest(found)
}

// edgesOf pairs an acquisition with each lock that the function itself holds; what its callers hold is their edge, but is counted among
// the locks held.
func edgesOf(locks *lockset.Analysis, at ssa.Instruction, acquired lockset.Acquisition) []*edge {
	own := locks.Before(at)
	all := locks.AtEntry(at.Parent()).Union(own).Union(acquired.Held)
	var found []*edge
	for _, class := range own.Classes() {
		if class != acquired.Class && !locks.Releases(at, class) {
			hold := own[class]
			found = append(found, &edge{first: class, firstMode: hold.Mode, taken: hold.At, second: acquired, held: all})
		}
	}
	return found
}

// shortest keeps one edge for each pair of locks and place: the one with the fewest calls. Order stays.
func shortest(found []*edge) []*edge {
	type key struct {
		first, second lockset.Class
		at            ssa.CallInstruction
	}
	best := map[key]*edge{}
	for _, e := range found {
		k := key{e.first, e.second.Class, e.second.At}
		if known := best[k]; known == nil || len(e.second.Calls) < len(known.second.Calls) {
			best[k] = e
		}
	}
	kept := slices.DeleteFunc(found, func(e *edge) bool { return best[key{e.first, e.second.Class, e.second.At}] != e })
	slices.SortStableFunc(kept, func(a, b *edge) int {
		return cmp.Or(cmp.Compare(a.first.Key, b.first.Key), cmp.Compare(a.second.Class.Key, b.second.Class.Key))
	})
	return kept
}
