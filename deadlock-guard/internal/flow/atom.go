package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// atom is a question that a branch can ask: a comparison, or whether a variable is true, which has no op. Two branches with one atom ask
// the same question of the same values.
type atom struct {
	op   token.Token // EQL, LSS or ILLEGAL
	x, y operand
}

// operand is a value of SSA, which never changes while it is not computed anew, or its length; or what is in memory below such a value.
type operand struct {
	value    ssa.Value // nil for a constant
	fields   string    // see place
	length   bool
	constant string
}

// question is what a condition asks; positive is false if the condition is its opposite.
func question(condition ssa.Value) (asked atom, positive bool) {
	switch v := condition.(type) {
	case *ssa.UnOp:
		if v.Op == token.NOT {
			asked, positive = question(v.X)
			return asked, !positive
		}
	case *ssa.BinOp:
		x, y := operandOf(v.X), operandOf(v.Y)
		switch v.Op {
		case token.EQL, token.NEQ:
			return equality(x, y), v.Op == token.EQL
		case token.LSS, token.GEQ:
			return atom{token.LSS, x, y}, v.Op == token.LSS
		case token.GTR, token.LEQ:
			return atom{token.LSS, y, x}, v.Op == token.GTR
		}
	}
	return atom{x: operandOf(condition)}, true
}

// equality has its constant on the right, if it has one.
func equality(x, y operand) atom {
	if x.value == nil || y.value != nil && x.value.Name() > y.value.Name() {
		x, y = y, x
	}
	return atom{token.EQL, x, y}
}

func operandOf(v ssa.Value) operand {
	switch v := v.(type) {
	case *ssa.Const:
		return operand{constant: written(v)}
	case *ssa.Call:
		if builtin, ok := v.Call.Value.(*ssa.Builtin); ok && builtin.Name() == "len" {
			return operand{value: v.Call.Args[0], length: true}
		}
	case *ssa.UnOp:
		if sole := settled(v); sole != nil {
			return operandOf(sole)
		}
		if root, fields, _ := place(v); root != nil {
			return operand{value: root, fields: fields}
		}
	}
	return operand{value: v}
}

// written is a constant in full; what SSA calls it is cut.
func written(c *ssa.Const) string {
	if c.Value == nil {
		return zero
	}
	return c.Value.ExactString()
}

const zero = "nil" // or that of a struct; no constant is written so

// settled is the parameter that a load gives. A parameter that closures share is in memory, which only its own value is stored to.
func settled(load *ssa.UnOp) ssa.Value {
	variable, ok := load.X.(*ssa.Alloc)
	if load.Op != token.MUL || !ok {
		return nil
	}
	var stores []*ssa.Store
	if !onlyNamed(variable, &stores) || len(stores) != 1 {
		return nil
	}
	if parameter, ok := stores[0].Val.(*ssa.Parameter); ok {
		return parameter
	}
	return nil
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

// answer is that of an atom of one value and a constant, if the value is another constant or nothing that can be nil.
func answer(asked atom, is ssa.Value) (holds, known bool) {
	c, isConst := is.(*ssa.Const)
	if !isConst {
		return false, asked.op == token.EQL && !asked.x.length && isMade(is)
	}
	if asked.op == token.ILLEGAL {
		return c.Value != nil && constant.BoolVal(c.Value), c.Value != nil && c.Value.Kind() == constant.Bool
	}
	if !asked.x.length {
		if c.Value == nil {
			return true, asked.op == token.EQL && asked.y.constant == zero
		}
		return asked.y.constant == written(c), asked.op == token.EQL && isExact(c)
	}
	if c.Value == nil {
		return asked.y.constant == "0", asked.op == token.EQL
	}
	return false, false
}

// isMade: a value that is never nil, and is only ever compared with nil.
func isMade(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan, *ssa.MakeClosure:
		return true
	default:
		return false
	}
}

// isExact: constants of this type are equal only if they are written the same.
func isExact(c *ssa.Const) bool {
	basic, ok := c.Type().Underlying().(*types.Basic)
	return ok && basic.Info()&(types.IsInteger|types.IsBoolean|types.IsString) != 0
}
