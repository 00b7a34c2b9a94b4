package lockflow

import (
	"fmt"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Path says how a value follows from what its function is given: p1.mu is the address of field mu of the second parameter's struct,
// f0* what the first captured variable holds, g:x# a package variable. a:t1# and v:t2# are values of the function itself, which have
// no name outside of it. Two equal paths mean the same value as long as nothing on the way is stored to.
type Path string

// maxPath bounds the length of a path: a longer one is a value of its own.
const maxPath = 200

// PathOf names a value within its function.
func (a *Analysis) PathOf(v ssa.Value) Path {
	path := a.pathOf(v)
	if len(path) > maxPath {
		return own(v)
	}
	return path
}

func (a *Analysis) pathOf(v ssa.Value) Path {
	switch v := v.(type) {
	case *ssa.Parameter:
		return Path("p" + strconv.Itoa(indexOf(v.Parent().Params, v)))
	case *ssa.FreeVar:
		return Path("f" + strconv.Itoa(indexOf(v.Parent().FreeVars, v)))
	case *ssa.Global:
		return Path("g:" + v.String() + "#")
	case *ssa.Alloc:
		return Path("a:" + v.Name() + "#")
	case *ssa.FieldAddr:
		return a.PathOf(v.X) + Path("."+fieldOf(v).Name())
	case *ssa.IndexAddr:
		return a.PathOf(v.X) + Path("["+a.text(v.Index)+"]")
	case *ssa.ChangeType:
		return a.PathOf(v.X)
	case *ssa.ChangeInterface:
		return a.PathOf(v.X)
	case *ssa.MakeInterface:
		return a.PathOf(v.X)
	case *ssa.Extract:
		return own(v.Tuple) + Path(strconv.Itoa(v.Index))
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return a.load(v)
		}
	}
	return own(v)
}

func own(v ssa.Value) Path { return Path("v:" + v.Name() + "#") }

// load: a variable that is set once is another name of that value.
func (a *Analysis) load(load *ssa.UnOp) Path {
	if variable, ok := load.X.(*ssa.Alloc); ok {
		if value := a.variables.sole(variable); value != nil {
			return a.PathOf(value)
		}
	}
	return a.PathOf(load.X) + "*"
}

// text names a value for comparison: constants by their value.
func (a *Analysis) text(v ssa.Value) string {
	if constant, ok := v.(*ssa.Const); ok {
		if constant.Value == nil {
			return "nil"
		}
		return constant.Value.ExactString()
	}
	return string(a.PathOf(v))
}

func fieldOf(address *ssa.FieldAddr) *types.Var {
	owner := address.X.Type().Underlying().(*types.Pointer).Elem()
	return owner.Underlying().(*types.Struct).Field(address.Field).Origin()
}

func indexOf[T comparable](list []T, wanted T) int {
	for i, v := range list {
		if v == wanted {
			return i
		}
	}
	panic(fmt.Sprintf("%v is not there", wanted))
}

// isFragile says whether what an address leads to may change: a pointer on the way is kept in a field that others set, or in a slice or
// map.
func (a *Analysis) isFragile(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.FieldAddr:
		return a.isFragile(v.X)
	case *ssa.IndexAddr:
		return true
	case *ssa.UnOp:
		if field, ok := v.X.(*ssa.FieldAddr); ok {
			return a.variables.changing[fieldOf(field)] || a.isFragile(field)
		}
		if global, ok := v.X.(*ssa.Global); ok {
			return a.variables.reset[global]
		}
		return a.isFragile(v.X)
	default:
		return false
	}
}

// IsInput says whether a path has a name in the function's callers.
func (p Path) IsInput() bool {
	return (strings.HasPrefix(string(p), "p") || strings.HasPrefix(string(p), "f") || strings.HasPrefix(string(p), "g:")) &&
		!strings.Contains(string(p), "v:") && !strings.Contains(string(p), "a:") && !strings.Contains(string(p), "[p") &&
		!strings.Contains(string(p), "[f")
}

// split cuts a path into its root and what follows.
func (p Path) split() (root, rest string) {
	text := string(p)
	if i := strings.IndexByte(text, '#'); strings.HasPrefix(text, "g:") || strings.HasPrefix(text, "a:") || strings.HasPrefix(text, "v:") {
		return text[:i+1], text[i+1:]
	}
	if i := strings.IndexAny(text, ".*["); i >= 0 {
		return text[:i], text[i:]
	}
	return text, ""
}

// Owner is what a field is part of, or "".
func (p Path) Owner() Path {
	i := strings.LastIndexByte(string(p), '.')
	if i < 0 || strings.ContainsAny(string(p[i:]), "*[#") {
		return ""
	}
	return p[:i]
}
