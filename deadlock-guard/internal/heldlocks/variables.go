package heldlocks

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// variables knows what is stored to fields and variables.
//
// A pointer that is kept in a field is stable if it is set at most once in the life of each object: then it was nil before, and nobody
// can have locked anything through nil. So two loads of a stable field that led to locks gave the same pointer, at whatever time and in
// whatever goroutine they ran.
type variables struct {
	analysed map[*types.Package]bool
	whole    bool // no package of the module is missing, so nobody else stores to exported fields
	changing map[*types.Var]bool
	bindings map[*ssa.FreeVar]ssa.Value // nil where closures were made with different ones
	soleMemo map[*ssa.Alloc]ssa.Value
}

func newVariables(functions []*ssa.Function, analysed map[*types.Package]bool, whole bool) *variables {
	v := &variables{
		analysed: analysed, whole: whole, changing: map[*types.Var]bool{}, bindings: map[*ssa.FreeVar]ssa.Value{},
		soleMemo: map[*ssa.Alloc]ssa.Value{},
	}
	for _, fn := range functions {
		program.Instructions(fn, v.bind)
	}
	seen := map[types.Type]bool{}
	for _, fn := range functions {
		v.noteStores(fn)
		v.noteReflected(fn, seen)
	}
	return v
}

// bind remembers what a closure's captured variables are. A closure is made in one place, but a function value's receiver has many.
func (v *variables) bind(instruction ssa.Instruction) {
	made, ok := instruction.(*ssa.MakeClosure)
	if !ok {
		return
	}
	closure := made.Fn.(*ssa.Function)
	for i, captured := range closure.FreeVars {
		if before, known := v.bindings[captured]; known && before != made.Bindings[i] {
			v.bindings[captured] = nil
			continue
		}
		v.bindings[captured] = made.Bindings[i]
	}
}

// binding is the variable that a closure captured, in the function that made the closure.
func (v *variables) binding(captured *ssa.FreeVar) ssa.Value { return v.bindings[captured] }

// isStableField says whether loads of a field give the same pointer whenever they give one.
func (v *variables) isStableField(field *types.Var) bool {
	field = field.Origin()
	return v.analysed[field.Pkg()] && !v.changing[field] && (v.whole || !field.Exported())
}

func (v *variables) isStableGlobal(global *ssa.Global) bool {
	object, ok := global.Object().(*types.Var)
	return ok && v.isStableField(object)
}

// isStableCaptured follows a captured variable to where it was declared.
func (v *variables) isStableCaptured(captured *ssa.FreeVar) bool {
	switch bound := v.bindings[captured].(type) {
	case *ssa.Alloc:
		return v.sole(bound) != nil
	case *ssa.FreeVar:
		return v.isStableCaptured(bound)
	default:
		return false
	}
}

// value is what a load gives if it can only be one value of the same function.
func (v *variables) value(load *ssa.UnOp) ssa.Value {
	variable, ok := load.X.(*ssa.Alloc)
	if !ok || load.Op != token.MUL {
		return nil
	}
	return v.sole(variable)
}

// sole is the only value that is ever stored to a local variable, or nil.
func (v *variables) sole(variable *ssa.Alloc) ssa.Value {
	if known, done := v.soleMemo[variable]; done {
		return known
	}
	var stores []*ssa.Store
	var value ssa.Value
	if v.onlyLoadedAndStored(variable, &stores) && len(stores) == 1 &&
		stores[0].Parent() == variable.Parent() && runsOncePer(variable, stores[0]) {
		value = stores[0].Val
	}
	v.soleMemo[variable] = value
	return value
}

// onlyLoadedAndStored collects the stores to a variable or what closures captured of it; false if its address goes anywhere else.
func (v *variables) onlyLoadedAndStored(address ssa.Value, stores *[]*ssa.Store) bool {
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
				if bound == address && !v.onlyLoadedAndStored(user.Fn.(*ssa.Function).FreeVars[i], stores) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// runsOncePer says whether a store runs at most once for each run of the instruction that made the object: no way leads from the store
// to itself around the making.
func runsOncePer(made *ssa.Alloc, store ssa.Instruction) bool {
	start, end := store.Block(), made.Block()
	if start == end {
		return true
	}
	seen := map[*ssa.BasicBlock]bool{end: true}
	queue := append([]*ssa.BasicBlock(nil), start.Succs...)
	for len(queue) > 0 {
		block := queue[0]
		queue = queue[1:]
		if block == start {
			return false
		}
		if !seen[block] {
			seen[block] = true
			queue = append(queue, block.Succs...)
		}
	}
	return true
}
