package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// maxAtoms is how many bits facts have; what is more is not remembered.
const maxAtoms = 64

// conditions are the questions of a function of which it is worth to remember the answer: those that several branches ask, and those of
// variables that some way leads to with a known content.
type conditions struct {
	index map[atom]int
	atoms []atom
	asked map[*ssa.BasicBlock]literal
	live  map[*ssa.BasicBlock]uint64 // atoms that branches can still ask for
	made  map[*ssa.BasicBlock]uint64 // atoms of values that the block computes
	phis  map[*ssa.BasicBlock]uint64 // those of its phis among them
	moved map[*ssa.BasicBlock]uint64 // atoms of fields and package variables that the block may change
	cells map[int][]cell             // what these read, by atom
}

// literal is an atom by its number, or the opposite of it.
type literal struct {
	number   int
	positive bool
}

// conditionsOf is nil if there are none.
func conditionsOf(fn *ssa.Function) *conditions {
	c := &conditions{index: map[atom]int{}}
	asked := map[atom]int{}
	compared := map[operand]int{} // with how many constants
	var inOrder []atom
	for _, block := range fn.Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			a, _ := question(branch.Cond)
			if asked[a]++; asked[a] == 1 {
				inOrder = append(inOrder, a)
				if a.op == token.EQL && a.y.value == nil {
					compared[a.x]++
				}
			}
		}
	}
	for _, a := range inOrder {
		if (asked[a] > 1 || compared[a.x] > 1) && !a.isVolatile() || c.canBeKnown(a, asked, map[ssa.Value]bool{}) {
			c.add(a)
		}
	}
	if len(c.atoms) == 0 {
		return nil
	}
	for i := 0; i < len(c.atoms); i++ { // grows
		if phi, ok := c.atoms[i].x.value.(*ssa.Phi); ok && c.atoms[i].x.fields == "" {
			for _, edge := range phi.Edges {
				if other := c.atoms[i].with(edge); c.canBeKnown(other, asked, map[ssa.Value]bool{phi: true}) {
					c.add(other)
				}
			}
		}
	}
	c.locate(fn)
	return c
}

func (c *conditions) add(a atom) {
	if _, known := c.index[a]; !known && len(c.atoms) < maxAtoms {
		c.index[a] = len(c.atoms)
		c.atoms = append(c.atoms, a)
	}
}

// with is the same question of another value.
func (a atom) with(v ssa.Value) atom {
	if a.x.length {
		a.x.value = v
		return a
	}
	if a.op == token.ILLEGAL {
		other, _ := question(v)
		return other
	}
	a.x = operandOf(v)
	return a
}

// isVolatile: the length of a map or channel changes; only that of nil does not.
func (a atom) isVolatile() bool { return a.x.isVolatile() || a.y.isVolatile() }

func (o operand) isVolatile() bool {
	if !o.length {
		return false
	}
	switch o.value.Type().Underlying().(type) {
	case *types.Slice, *types.Basic:
		return false
	default:
		return true
	}
}

// canBeKnown: another branch asks the same, or a way leads to the variable on which the answer is known.
func (c *conditions) canBeKnown(a atom, asked map[atom]int, seen map[ssa.Value]bool) bool {
	phi, ok := a.x.value.(*ssa.Phi)
	if !ok || a.y.value != nil || a.x.fields != "" {
		return asked[a] > 0 && len(seen) > 0 && !a.isVolatile()
	}
	if seen[phi] {
		return false
	}
	seen[phi] = true
	for _, edge := range phi.Edges {
		if _, known := answer(a, edge); known || c.canBeKnown(a.with(edge), asked, seen) {
			return true
		}
	}
	return false
}
