package heldlocks

import (
	"fmt"
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// element is a path where the index is a constant, and else a value of this function only.
func (r *resolver) element(v *ssa.IndexAddr) Path {
	base := r.path(v.X)
	element := v.Type().Underlying().(*types.Pointer).Elem()
	if index, ok := v.Index.(*ssa.Const); ok {
		if number, exact := constant.Int64Val(constant.ToInt(index.Value)); exact {
			if offset, known := r.layout.elementOffset(element, number); known {
				return base.add(offset)
			}
		}
	}
	index, operands := r.term(v.Index, maxTerm)
	return r.alike(v, fmt.Sprintf("%s[%s]", base, index), base, operands)
}

// maxTerm bounds how deep an index is looked into.
const maxTerm = 8

// term writes a number as it is computed, with the values that it is computed from.
func (r *resolver) term(v ssa.Value, depth int) (text string, operands []ssa.Value) {
	switch v := v.(type) {
	case *ssa.Const:
		return v.String(), nil
	case *ssa.BinOp:
		if depth > 0 {
			x, left := r.term(v.X, depth-1)
			y, right := r.term(v.Y, depth-1)
			return "(" + x + v.Op.String() + y + ")", append(left, right...)
		}
	}
	return v.Name(), []ssa.Value{v}
}

// alike names a value after the first one that is computed in the same way. It means the same as long as none of the values that it is
// computed from is computed anew.
func (r *resolver) alike(v ssa.Value, how string, base Path, operands []ssa.Value) Path {
	if base == Unknown || base.isMutable() {
		return r.local(v)
	}
	name, known := r.computed[how]
	if !known {
		name = "of." + v.Name()
		r.computed[how] = name
		root := localPath(name).root()
		r.needs[root] = append(append(r.needs[root], r.needs[base.root()]...), operands...)
	}
	return localPath(name)
}
