package heldlocks

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// way is one of the ways out of a block.
type way struct {
	from  *ssa.BasicBlock
	index int // among the block's successors
}

// merge joins what comes in over all ways that were seen so far.
//
// A variable that is assigned in a loop has one name before the loop, one at the end of a round, and a Phi at the loop's start that is
// either. A lock that was taken through the variable is held on both ways, under two names. So a lock that not all ways know is looked
// up under the name that the Phi gives it.
func (f *lockFlow) merge(block *ssa.BasicBlock, ends map[way]*state) *state {
	var incoming []*state
	var edges []int // of each incoming state, among the block's predecessors
	for edge, from := range block.Preds {
		for index, to := range from.Succs {
			if end := ends[way{from, index}]; to == block && end != nil && !slices.Contains(edges, edge) {
				incoming, edges = append(incoming, end), append(edges, edge)
			}
		}
	}
	var merged *state
	for i, s := range incoming {
		s = f.assigned(block, edges[i], s, func(key lockKey) bool { return allHold(incoming, key) })
		if len(incoming) == 1 {
			f.identify(block, edges[i], s)
		}
		merged = join(merged, s)
	}
	return merged
}

// assigned is a state after the block's Phis got new values: what they meant before has no name any more, but what they are set to has.
func (f *lockFlow) assigned(block *ssa.BasicBlock, edge int, before *state, isCommon func(lockKey) bool) *state {
	phis := phisOf(block)
	s := before.clone()
	for _, key := range keys(before.held) {
		named := key
		for _, phi := range phis {
			if f.dependsOn(key.path, phi) {
				named.path = Unknown
			}
		}
		if !isCommon(key) || named.path == Unknown {
			for _, phi := range phis {
				if path, ok := renamed(key.path, before.canonical(f.path(phi.Edges[edge])), f.path(phi)); ok {
					named.path = path
				}
			}
		}
		if named != key {
			move(s.held, key, named, hold.plus)
		}
	}
	for _, phi := range phis {
		f.forgetNames(s, phi)
	}
	return s
}

// renamed is a path that begins with one name, beginning with the other.
func renamed(path, from, to Path) (Path, bool) {
	operations, begins := strings.CutPrefix(string(path), string(from))
	if !begins || from == Unknown || !to.isLocal() || (operations != "" && !strings.ContainsAny(operations[:1], operators)) {
		return path, false
	}
	return to.then(operations), true
}

// identify: as long as only one way is known, a Phi is what it is set to there.
func (f *lockFlow) identify(block *ssa.BasicBlock, edge int, s *state) {
	for _, phi := range phisOf(block) {
		from, to := s.canonical(f.path(phi.Edges[edge])), f.path(phi)
		if from != Unknown && to.isLocal() && to == localPath(phi.Name()) && !f.dependsOn(from, phi) {
			s.same[to.root()] = from
		}
	}
}

func phisOf(block *ssa.BasicBlock) []*ssa.Phi {
	var phis []*ssa.Phi
	for _, instruction := range block.Instrs {
		phi, ok := instruction.(*ssa.Phi)
		if !ok {
			break
		}
		phis = append(phis, phi)
	}
	return phis
}

func allHold(all []*state, key lockKey) bool {
	return !slices.ContainsFunc(all, func(s *state) bool { return s.held[key].most == 0 })
}
