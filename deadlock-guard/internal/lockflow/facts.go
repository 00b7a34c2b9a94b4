package lockflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// condition names what a branch asks, so that two branches that ask the same are seen to go the same way. positive is false if the
// value is the opposite of what the name says.
func (a *Analysis) condition(v ssa.Value) (name string, positive bool) {
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op == token.NOT {
			name, positive = a.condition(v.X)
			return name, !positive
		}
	case *ssa.BinOp:
		return a.comparison(v)
	}
	return a.text(v), true
}

func (a *Analysis) comparison(v *ssa.BinOp) (name string, positive bool) {
	x, y, op := a.text(v.X), a.text(v.Y), v.Op
	_, xIsConst := v.X.(*ssa.Const)
	switch op {
	case token.EQL, token.NEQ:
		if xIsConst || (x > y && !isConst(v.Y)) {
			x, y = y, x
		}
		if !isConst(v.X) && !isConst(v.Y) {
			return "(" + x + "==" + y + ")", op == token.EQL
		}
		return x + "==" + y, op == token.EQL
	case token.GEQ:
		return "(" + x + "<" + y + ")", false
	case token.GTR:
		return "(" + y + "<" + x + ")", true
	case token.LEQ:
		return "(" + y + "<" + x + ")", false
	case token.LSS:
		return "(" + x + "<" + y + ")", true
	default:
		return string(own(v)), true
	}
}

func isConst(v ssa.Value) bool {
	_, ok := v.(*ssa.Const)
	return ok
}

// content is what a value is known to be: its fact's name and whether that holds. A value that is true or false has its own name, one
// that can be nil the name of that comparison.
func (a *Analysis) content(s *state, v ssa.Value) (suffix string, value, known bool) {
	if c, ok := v.(*ssa.Const); ok {
		if c.Value == nil {
			return "==nil", true, true
		}
		if c.Value.Kind() == constant.Bool {
			return "", constant.BoolVal(c.Value), true
		}
		return "", false, false
	}
	if basic, ok := v.Type().Underlying().(*types.Basic); ok {
		if basic.Info()&types.IsBoolean == 0 {
			return "", false, false
		}
		name, positive := a.condition(v)
		value, known = s.facts[name]
		return "", value == positive, known
	}
	if isNeverNil(v) {
		return "==nil", false, true
	}
	value, known = s.facts[a.text(v)+"==nil"]
	return "==nil", value, known
}

var errorMakers = map[string]bool{"errors.New": true, "fmt.Errorf": true, "errors.Join": true}

func isNeverNil(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.MakeInterface, *ssa.MakeClosure, *ssa.FieldAddr, *ssa.MakeMap, *ssa.MakeChan, *ssa.Function:
		return true
	case *ssa.Call:
		return errorMakers[MethodName(v)]
	case *ssa.UnOp: // var ErrClosed = errors.New("closed")
		_, isGlobal := v.X.(*ssa.Global)
		return isGlobal && types.Identical(v.Type(), types.Universe.Lookup("error").Type())
	default:
		return false
	}
}

// worthKnowing lists the conditions of a function that decide more than one branch, or that its callers can know.
func (a *Analysis) worthKnowing(fn *ssa.Function) map[string]bool {
	count := map[string]int{}
	program.Instructions(fn, func(instruction ssa.Instruction) {
		if branch, ok := instruction.(*ssa.If); ok {
			name, _ := a.condition(branch.Cond)
			count[name]++
			if path, _, _ := strings.Cut(name, "=="); Path(path).IsInput() && !strings.HasPrefix(name, "(") {
				count[name]++
			}
		}
	})
	worth := map[string]bool{}
	for name, n := range count {
		worth[name] = n > 1
	}
	return worth
}
