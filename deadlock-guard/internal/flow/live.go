package flow

import "golang.org/x/tools/go/ssa"

// locate says which blocks compute and ask what.
func (c *conditions) locate(fn *ssa.Function) {
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
