package heldlocks

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// earlier is a load of a variable that may change, and the name of what it gave.
type earlier struct {
	variable *types.Var
	name     Path
}

// reload: a load gives what an earlier one gave if the function set nothing in between. Otherwise a lock and an unlock through the
// variable would look like those of two locks. Another goroutine that sets it in between would have to be kept out by some lock.
func (f *lockFlow) reload(s *state, instruction ssa.Instruction) {
	switch x := instruction.(type) {
	case *ssa.UnOp:
		if x.Op == token.MUL {
			f.noteLoad(s, x)
		}
	case *ssa.Store:
		if variable := variableAt(x.Addr); variable != nil {
			s.forget(func(set *types.Var) bool { return set == variable })
		}
		nested(x.Val.Type(), "", func(field *types.Var, _ string) {
			s.forget(func(set *types.Var) bool { return set == field })
		})
	case ssa.CallInstruction:
		for _, target := range f.targets(x.Common()) {
			s.forget(func(set *types.Var) bool { return f.stores[target.fn][set] })
		}
	}
}

func (f *lockFlow) noteLoad(s *state, load *ssa.UnOp) {
	name := f.path(load)
	offset, isAddress := firstWord(load.Type())
	if name != localPath(load.Name()) || !isAddress {
		return
	}
	variable, _ := f.loaded(load.X)
	address := s.canonical(f.path(load.X)).add(offset)
	if variable == nil || address == Unknown {
		return
	}
	if before, known := s.loads[address]; known {
		s.same[name.root()] = before.name
		return
	}
	s.loads[address] = earlier{variable, name}
}

func (s *state) forget(isSet func(*types.Var) bool) {
	for address, load := range s.loads {
		if isSet(load.variable) {
			delete(s.loads, address)
		}
	}
}
