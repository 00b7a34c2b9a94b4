package lockflow

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/lockset"
)

// site says what a function is given in one place.
type site struct {
	*Analysis
	arguments []ssa.Value // receiver first
	captured  []ssa.Value
}

func newSite(a *Analysis, call ssa.CallInstruction) site {
	common := call.Common()
	s := site{Analysis: a, arguments: common.Args}
	if common.IsInvoke() {
		s.arguments = append([]ssa.Value{common.Value}, common.Args...)
	}
	if closure, ok := common.Value.(*ssa.MakeClosure); ok {
		s.captured = closure.Bindings
	}
	return s
}

// functionValue is the function behind a value, with what is bound to it; nil if it is not known.
func (a *Analysis) functionValue(v ssa.Value) (*ssa.Function, site) {
	switch v := v.(type) {
	case *ssa.Function:
		return declared(v), site{Analysis: a}
	case *ssa.ChangeType:
		return a.functionValue(v.X)
	case *ssa.MakeClosure:
		fn := v.Fn.(*ssa.Function)
		if fn.Synthetic == "" {
			return fn, site{Analysis: a, captured: v.Bindings}
		}
		if method := methodOf(fn); method != nil { // x.f as a value: the receiver is captured
			return method, site{Analysis: a, arguments: v.Bindings}
		}
	}
	return nil, site{}
}

// translate writes a path of the function as the place names it.
func (s site) translate(p Path) (Path, lockset.Class) {
	given, rest := s.given(p)
	if given == nil {
		if strings.HasPrefix(string(p), "g:") {
			return p, lockset.Class{}
		}
		return "", lockset.Class{}
	}
	if variable, ok := given.(*ssa.Alloc); ok && strings.HasPrefix(rest, "*") {
		if value := s.variables.sole(variable); value != nil {
			given, rest = value, rest[1:]
		}
	}
	var class lockset.Class
	if rest == "" {
		class, _ = lockset.ClassOf(given)
	}
	return s.PathOf(given) + Path(rest), class
}

// given is the value that the root of a path stands for.
func (s site) given(p Path) (v ssa.Value, rest string) {
	root, rest := p.split()
	if root == "" || (root[0] != 'p' && root[0] != 'f') {
		return nil, ""
	}
	values := s.arguments
	if root[0] == 'f' {
		values = s.captured
	}
	index, err := strconv.Atoi(root[1:])
	if err != nil || index >= len(values) {
		return nil, ""
	}
	return values[index], rest
}

// allows says whether what must hold inside of the function can hold here.
func (s site) allows(now *state, facts map[string]bool) bool {
	for name, wanted := range facts {
		path, compared, isComparison := strings.Cut(name, "==")
		given, rest := s.given(Path(path))
		if given != nil && rest == "" {
			if is, known := s.compare(now, given, compared, isComparison); known && is != wanted {
				return false
			}
			continue
		}
		if is, known := now.facts[s.translateFact(name)]; known && is != wanted {
			return false
		}
	}
	return true
}

// compare finds out whether an argument is true, or equal to a constant.
func (s site) compare(now *state, argument ssa.Value, with string, isComparison bool) (is, known bool) {
	if isComparison && isConst(argument) {
		return s.text(argument) == with, true
	}
	suffix, is, known := s.content(now, argument)
	return is, known && (suffix == "==nil") == (with == "nil")
}

func (s site) translateFact(name string) string {
	path, compared, isComparison := strings.Cut(name, "==")
	outside, _ := s.translate(Path(path))
	if isComparison && outside != "" {
		return string(outside) + "==" + compared
	}
	return string(outside)
}

// translateHold writes a lock that the function holds as the place names it; the call stands for where it was taken.
func (s site) translateHold(h Hold, at ssa.Instruction) Hold {
	path, class := s.translate(h.Path)
	h.Path = path
	if h.Class.Key == "" {
		h.Class = class
	}
	h.At = at
	return h
}

func methodOf(wrapper *ssa.Function) *ssa.Function {
	if functionName(wrapper) == "" {
		return nil
	}
	object, _ := wrapper.Object().(*types.Func)
	return wrapper.Prog.FuncValue(object.Origin())
}
