package lockflow

import (
	"go/types"
	"maps"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// variables knows which fields and variables keep what they were first given.
type variables struct {
	changing map[*types.Var]bool // fields that are set other than while their object is made
	// changingNames are the names of these fields.
	changingNames map[string]bool
	reset         map[*ssa.Global]bool
	soles         map[*ssa.Alloc]ssa.Value
}

func newVariables(p *program.Program) *variables {
	v := &variables{changing: map[*types.Var]bool{}, changingNames: map[string]bool{}, reset: map[*ssa.Global]bool{}, soles: map[*ssa.Alloc]ssa.Value{}}
	for _, fn := range p.Functions {
		program.Instructions(fn, v.note)
	}
	return v
}

func (v *variables) note(instruction ssa.Instruction) {
	store, ok := instruction.(*ssa.Store)
	if !ok {
		return
	}
	switch address := store.Addr.(type) {
	case *ssa.FieldAddr:
		if _, fresh := address.X.(*ssa.Alloc); !fresh {
			v.changing[fieldOf(address)] = true
			v.changingNames[fieldOf(address).Name()] = true
		}
	case *ssa.Global:
		if store.Parent().Name() != "init" {
			v.reset[address] = true
		}
	}
}

// sole is the only value that a local variable ever gets, or nil. A parameter or a variable that closures capture is such a variable.
func (v *variables) sole(variable *ssa.Alloc) ssa.Value {
	value, known := v.soles[variable]
	if known {
		return value
	}
	v.soles[variable] = nil // while it is computed: a variable that holds itself
	var stores []*ssa.Store
	if onlyNamed(variable, &stores) && len(stores) == 1 && stores[0].Parent() == variable.Parent() && isReference(stores[0].Val) {
		v.soles[variable] = stores[0].Val
	}
	return v.soles[variable]
}

// onlyNamed collects the stores to a variable; false if its address goes where they are not seen.
func onlyNamed(address ssa.Value, stores *[]*ssa.Store) bool {
	for _, user := range *address.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			if user.Val == address {
				return false
			}
			*stores = append(*stores, user)
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.MakeClosure:
			for i, bound := range user.Bindings {
				if bound == address && !onlyNamed(user.Fn.(*ssa.Function).FreeVars[i], stores) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// isReference: before it is set, nobody can have used it. A flag or a number has a meaning before that.
func isReference(v ssa.Value) bool {
	if _, isConst := v.(*ssa.Const); isConst {
		return false
	}
	switch v.Type().Underlying().(type) {
	case *types.Basic, *types.Struct, *types.Array:
		_, isParameter := v.(*ssa.Parameter)
		return isParameter
	default:
		return true
	}
}

// forgetShared: whoever held a lock before may have changed what was read without it.
func (v *variables) forgetShared(c *change) {
	maps.DeleteFunc(c.facts, func(name string, _ bool) bool {
		for part := range strings.SplitSeq(name, ".") {
			if end := strings.IndexByte(part, '*'); end > 0 && v.changingNames[part[:end]] {
				return true
			}
		}
		return false
	})
}
