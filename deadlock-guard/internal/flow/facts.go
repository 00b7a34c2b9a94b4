package flow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// facts are what a path knows: for each atom a bit that says whether the answer is known, and one for the answer. So two branches that ask
// the same go the same way, and a variable that was not set yet is known to be nil, zero or false.
type facts struct{ known, holds uint64 }

func (f facts) with(i int, holds bool) facts {
	f.known |= 1 << i
	f.holds &^= 1 << i
	if holds {
		f.holds |= 1 << i
	}
	return f
}

func (f facts) keep(mask uint64) facts { return facts{f.known & mask, f.holds & mask} }

func (f facts) at(i int) (holds, known bool) { return f.holds&(1<<i) != 0, f.known&(1<<i) != 0 }

// decides says which way a branch goes, if that is known.
func (c *conditions) decides(branch *ssa.If, f facts) (taken, known bool) {
	if c == nil || f.known == 0 {
		return false, false
	}
	f = f.keep(^c.moved[branch.Block()])
	l, worth := c.asked[branch.Block()]
	if !worth {
		return false, false
	}
	holds, known := f.at(l.number)
	return holds == l.positive, known
}

// follow is what is known after going from one block to another.
func (c *conditions) follow(from, to *ssa.BasicBlock, f facts) facts {
	if c == nil {
		return f
	}
	f = f.keep(^c.moved[from])
	if _, worth := c.asked[from]; worth && from.Succs[0] != from.Succs[1] {
		f = c.learn(from, to == from.Succs[0], f)
	}
	after := f.keep(^c.made[to])
	if to.Dominates(from) { // the next round of a loop: time passes
		after = after.keep(^c.inMemory())
	}
	if c.phis[to] != 0 {
		after = c.merge(from, to, f, after)
	}
	return after.keep(c.live[to])
}

// learn: a value that is one constant is no other.
func (c *conditions) learn(test *ssa.BasicBlock, taken bool, f facts) facts {
	l, a := c.asked[test], c.atoms[c.asked[test].number]
	if a.isVolatile() {
		return f
	}
	i, holds := l.number, taken == l.positive
	if holds && a.op == token.EQL && a.y.value == nil {
		for j, other := range c.atoms {
			if j != i && other.op == token.EQL && other.x == a.x && other.y.value == nil {
				f = f.with(j, false)
			}
		}
	}
	return f.with(i, holds)
}

// merge gives the variables of a block what they have on the way from another block.
func (c *conditions) merge(from, to *ssa.BasicBlock, before, after facts) facts {
	index := slices.Index(to.Preds, from)
	for i, a := range c.atoms {
		if c.phis[to]&(1<<i) == 0 || a.y.value != nil || a.x.fields != "" {
			continue
		}
		phi, ok := a.x.value.(*ssa.Phi)
		if !ok || phi.Block() != to {
			continue
		}
		if holds, known := c.of(a, phi.Edges[index], before); known {
			after = after.with(i, holds)
		}
	}
	return after
}

// of is the answer of an atom that asks another value.
func (c *conditions) of(a atom, v ssa.Value, f facts) (holds, known bool) {
	if holds, known = answer(a, v); known {
		return holds, true
	}
	positive := true
	other := a.with(v)
	if a.op == token.ILLEGAL {
		other, positive = question(v)
	}
	i, worth := c.index[other]
	if !worth {
		return false, false
	}
	holds, known = f.at(i)
	return holds == positive, known
}

// before is what is known where a walk begins: what the branches that lead there have answered.
func (c *conditions) before(block *ssa.BasicBlock) facts {
	var f facts
	if c == nil {
		return f
	}
	for above := block; above.Idom() != nil; above = above.Idom() {
		test := above.Idom()
		if _, worth := c.asked[test]; worth && len(above.Preds) == 1 && test.Succs[0] != test.Succs[1] {
			f = c.learn(test, above == test.Succs[0], f)
		}
	}
	return f.keep(c.live[block] &^ c.inMemory())
}

// inMemory are the atoms that may change without being computed anew.
func (c *conditions) inMemory() (atoms uint64) {
	for number := range c.cells {
		atoms |= 1 << number
	}
	return atoms
}
