package heldlocks

import (
	"go/types"
)

// layout knows where things lie in memory on the target architecture.
type layout struct{ sizes types.Sizes }

const wordSize = 8 // of the 64-bit architectures, the only ones whose sizes are asked for where it matters

// fieldOffset is unknown in a generic struct whose earlier fields have the size of a type argument.
func (l layout) fieldOffset(structure *types.Struct, index int) (offset int64, known bool) {
	fields := make([]*types.Var, structure.NumFields())
	for i := range fields {
		fields[i] = structure.Field(i)
		if i <= index && !isSized(fields[i].Type()) {
			return 0, false
		}
	}
	return l.sizes.Offsetsof(fields[:index+1])[index], true
}

func (l layout) elementOffset(element types.Type, index int64) (offset int64, known bool) {
	if !isSized(element) {
		return 0, false
	}
	return index * l.sizes.Sizeof(element), true
}

// isSized is false for a type whose size depends on a type argument.
func isSized(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return false
	case *types.Named:
		return isSized(t.Underlying())
	case *types.Array:
		return isSized(t.Elem())
	case *types.Struct:
		for field := range t.Fields() {
			if !isSized(field.Type()) {
				return false
			}
		}
	}
	return true
}

// firstWord is the offset of the word that leads to what a value stands for: an interface's second, a slice's first. ok is false for
// what is no address.
func firstWord(t types.Type) (offset int64, ok bool) {
	if _, isParameter := types.Unalias(t).(*types.TypeParam); isParameter {
		return 0, false
	}
	switch t := t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Chan, *types.Slice, *types.Signature:
		return 0, true
	case *types.Interface:
		return wordSize, true
	case *types.Basic:
		return 0, t.Kind() == types.UnsafePointer
	default:
		return 0, false
	}
}
