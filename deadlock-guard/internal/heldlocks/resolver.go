package heldlocks

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// resolver finds the paths of one function's values.
type resolver struct {
	*Analysis
	fn    *ssa.Function
	paths map[ssa.Value]Path
	// computed gives values that are computed alike from the same values the same local root.
	computed map[string]string
	// needs are the values that a local root is computed from: when one of them is computed anew, the root means something else.
	needs map[string][]ssa.Value
}

func (a *Analysis) newResolver(fn *ssa.Function) *resolver {
	r := &resolver{Analysis: a, fn: fn, paths: map[ssa.Value]Path{}, computed: map[string]string{}, needs: map[string][]ssa.Value{}}
	for i, parameter := range fn.Params {
		r.paths[parameter] = parameterPath(i)
	}
	for i, captured := range fn.FreeVars {
		r.paths[captured] = capturedPath(i)
	}
	return r
}

// path is where a value leads: a pointer itself, an interface's data, a slice's first element.
func (r *resolver) path(v ssa.Value) Path {
	if known, ok := r.paths[v]; ok {
		return known
	}
	r.paths[v] = r.local(v) // what a value in a loop meets when it leads back to itself
	path := r.find(v)
	r.paths[v] = path
	return path
}

func (r *resolver) find(v ssa.Value) Path {
	switch v := v.(type) {
	case *ssa.Const, *ssa.Function, *ssa.Builtin:
		return Unknown
	case *ssa.Global:
		return Path("g:" + v.Pkg.Pkg.Path() + "." + v.Name())
	case *ssa.FieldAddr:
		return r.field(v)
	case *ssa.Field:
		return r.alike(v, fmt.Sprintf("%s.%d", v.X.Name(), v.Field), "", []ssa.Value{v.X})
	case *ssa.IndexAddr:
		return r.element(v)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return r.load(v)
		}
	case *ssa.MakeInterface:
		return r.same(v, v.X)
	case *ssa.ChangeInterface:
		return r.same(v, v.X)
	case *ssa.ChangeType:
		return r.same(v, v.X)
	case *ssa.TypeAssert:
		return r.same(v, v.X)
	case *ssa.Slice:
		if _, isString := v.X.Type().Underlying().(*types.Basic); v.Low == nil && !isString {
			return r.path(v.X)
		}
	case *ssa.Phi:
		return r.merged(v)
	case *ssa.Call:
		return r.result(v, &v.Call, 0)
	case *ssa.Extract:
		return r.extracted(v)
	}
	return r.local(v)
}

// same is for conversions that keep the address; a value that is no address is copied when it becomes an interface.
func (r *resolver) same(v, from ssa.Value) Path {
	if _, ok := firstWord(from.Type()); !ok {
		return r.local(v)
	}
	if _, ok := firstWord(v.Type()); !ok {
		return r.local(v)
	}
	return r.path(from)
}

func (r *resolver) field(v *ssa.FieldAddr) Path {
	base := r.path(v.X)
	if offset, known := r.layout.fieldOffset(structOf(v.X.Type()), v.Field); known {
		return base.add(offset)
	}
	return r.alike(v, fmt.Sprintf("%s.%d", base, v.Field), base, nil)
}

// merged is for a variable that different ways set: a path only if all set it to the same.
func (r *resolver) merged(v *ssa.Phi) Path {
	var common Path
	for _, edge := range v.Edges {
		if edge == v {
			continue
		}
		path := r.path(edge)
		if path.isMutable() || path == Unknown || (common != "" && path != common) {
			return r.local(v)
		}
		common = path
	}
	if common == "" || r.dependsOn(common, v) {
		return r.local(v)
	}
	return common
}

// local names a value after itself.
func (r *resolver) local(v ssa.Value) Path {
	path := localPath(v.Name())
	r.needs[path.root()] = []ssa.Value{v}
	return path
}

// dependsOn says whether a path means something else once the value is computed anew.
func (r *resolver) dependsOn(p Path, v ssa.Value) bool {
	for _, needed := range r.needs[p.root()] {
		if needed == v {
			return true
		}
	}
	return false
}
