package lockflow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// edge is the effect of a branch: what it asked is known from there on.
func (w *walker) edge(from, to *ssa.BasicBlock, s *state) *state {
	if s == dead {
		return s
	}
	if branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If); ok && from.Succs[0] != from.Succs[1] {
		name, positive := w.condition(branch.Cond)
		value := (to == from.Succs[0]) == positive
		if known, isKnown := s.facts[name]; isKnown && known != value || name == "true" && !value || name == "false" && value {
			return dead
		}
		if w.worth[name] {
			c := begin(s, w.known)
			c.learn(name, value)
			s = c.done()
		}
	}
	return w.phis(from, to, s)
}

// phis gives the variables of a block the contents that they have on the way from another block.
func (w *walker) phis(from, to *ssa.BasicBlock, s *state) *state {
	var c *change // made for the first variable of which something is known, or was
	index := -1
	for _, instruction := range to.Instrs {
		phi, ok := instruction.(*ssa.Phi)
		if !ok {
			break
		}
		if index < 0 {
			index = slices.Index(to.Preds, from)
		}
		name := string(own(phi))
		suffix, value, known := w.content(s, phi.Edges[index])
		if c == nil && !known && !strings.Contains(s.code, name) {
			continue
		}
		if c == nil {
			c = begin(s, w.known)
		}
		c.forget(name)
		if known {
			c.learn(name+suffix, value)
		}
	}
	if c == nil {
		return s
	}
	return c.done()
}
