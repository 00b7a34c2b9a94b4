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
	c.place(fn)
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

// place says which blocks compute and ask what.
func (c *conditions) place(fn *ssa.Function) {
	c.asked, c.cells = map[*ssa.BasicBlock]literal{}, map[int][]cell{}
	for _, block := range fn.Blocks {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			a, positive := question(branch.Cond)
			if number, worth := c.index[a]; worth {
				c.asked[block] = literal{number, positive}
				c.note(number, branch.Cond)
			}
		}
	}
	c.live, c.made, c.phis = map[*ssa.BasicBlock]uint64{}, map[*ssa.BasicBlock]uint64{}, map[*ssa.BasicBlock]uint64{}
	for i, a := range c.atoms {
		for _, o := range []operand{a.x, a.y} {
			computed, ok := o.value.(ssa.Instruction)
			if !ok {
				continue
			}
			c.made[computed.Block()] |= 1 << i
			if _, isPhi := computed.(*ssa.Phi); isPhi {
				c.phis[computed.Block()] |= 1 << i
			}
		}
	}
	c.moves(fn)
	for changed := true; changed; {
		changed = false
		for i := len(fn.Blocks) - 1; i >= 0; i-- {
			block := fn.Blocks[i]
			if live := c.asks(block); live != c.live[block] {
				c.live[block], changed = live, true
			}
		}
	}
}

// asks is what the end of a block asks, and all that follows; an atom of a phi needs those of its edges before.
func (c *conditions) asks(block *ssa.BasicBlock) uint64 {
	live := c.live[block]
	if l, worth := c.asked[block]; worth {
		live |= 1 << l.number
	}
	for _, next := range block.Succs {
		live |= c.live[next]
		if c.phis[next]&c.live[next] == 0 {
			continue
		}
		for i, a := range c.atoms {
			if phi, ok := a.x.value.(*ssa.Phi); ok && a.x.fields == "" && c.live[next]&(1<<i) != 0 && phi.Block() == next {
				for _, edge := range phi.Edges {
					if j, worth := c.index[a.with(edge)]; worth {
						live |= 1 << j
					}
				}
			}
		}
	}
	return live
}
