package nilchannel

import (
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
)

// nilEdge is where a path comes from on which a variable that joins several values is still nil, if no condition between there and the
// operation can know about that.
func nilEdge(phi *ssa.Phi, at ssa.Instruction) *ssa.BasicBlock {
	block := phi.Block()
	if !block.Dominates(at.Block()) {
		return nil
	}
	for i, edge := range phi.Edges {
		value, ok := edge.(*ssa.Const)
		if !ok || !value.IsNil() || block.Dominates(block.Preds[i]) {
			continue
		}
		if !guarded(phi, block.Preds[i], at) {
			return block.Preds[i]
		}
	}
	return nil
}

// guarded: a test between the join and the operation asks for the variable, or for something that also decides whether it is made.
func guarded(phi *ssa.Phi, from *ssa.BasicBlock, at ssa.Instruction) bool {
	decides := map[string]bool{phi.Name(): true}
	decidersOf(from, decides)
	return testedBefore(at, phi.Block(), decides)
}

// decidersOf collects what the tests on the way to a block depend on.
func decidersOf(block *ssa.BasicBlock, into map[string]bool) {
	for ; block != nil; block = block.Idom() {
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			leaves(branch.Cond, into, maxDepth)
		}
	}
}

// testedBefore: a test that every path to the operation takes, from a block on, depends on one of the deciders.
func testedBefore(at ssa.Instruction, from *ssa.BasicBlock, decides map[string]bool) bool {
	for block := at.Block(); block != nil; block = block.Idom() {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if ok && block != at.Block() && from.Dominates(block) && decidesOn(block, at.Block()) {
			tested := map[string]bool{}
			leaves(branch.Cond, tested, maxDepth)
			for leaf := range tested {
				if decides[leaf] {
					return true
				}
			}
		}
		if block == from {
			break
		}
	}
	return false
}

// decidesOn: one of the two ways from a test does not lead to a block, or the block stands on one of them alone.
func decidesOn(test, block *ssa.BasicBlock) bool {
	return slices.ContainsFunc(test.Succs, func(next *ssa.BasicBlock) bool {
		return (next.Dominates(block) && len(next.Preds) == 1) || (next != block && !reaches(next, block, map[*ssa.BasicBlock]bool{}))
	})
}

// unsetAt says whether a path leads from a variable's declaration to a load of it without setting it, and no test on the way can know.
func unsetAt(load ssa.Instruction, variable *ssa.Alloc, stores []*ssa.Store) bool {
	unset := false
	walk := flow.Walk[bool]{
		Step: func(instruction ssa.Instruction, _ int, set bool) []bool {
			if instruction == load && !set {
				unset = true
			}
			store, ok := instruction.(*ssa.Store)
			return []bool{set || ok && slices.Contains(stores, store)}
		},
	}
	if _, complete := walk.After(variable, false); !complete || !unset {
		return false
	}
	decides := map[string]bool{"*" + variable.Name(): true}
	for _, store := range stores {
		decidersOf(store.Block(), decides)
	}
	return !testedBefore(load, variable.Block(), decides)
}

const maxDepth = 8

// leaves collects what a condition depends on.
func leaves(v ssa.Value, into map[string]bool, depth int) {
	if _, isConst := v.(*ssa.Const); isConst || depth == 0 {
		return
	}
	switch v := v.(type) {
	case *ssa.BinOp:
		leaves(v.X, into, depth-1)
		leaves(v.Y, into, depth-1)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			into["*"+address(v.X, depth-1)] = true
			return
		}
		leaves(v.X, into, depth-1)
	case *ssa.Extract:
		into[v.Tuple.Name()] = true
	case *ssa.Call:
		into[v.Name()] = true
		into[v.Call.Value.Name()] = true
		for _, argument := range v.Call.Args {
			leaves(argument, into, depth-1)
		}
	default:
		into[v.Name()] = true
	}
}

// address names a variable in memory, the same for two loads of it.
func address(v ssa.Value, depth int) string {
	switch v := v.(type) {
	case *ssa.FieldAddr:
		return fmt.Sprintf("%s.%d", address(v.X, depth-1), v.Field)
	case *ssa.UnOp:
		if depth > 0 {
			return "*" + address(v.X, depth-1)
		}
	}
	return v.Name()
}
