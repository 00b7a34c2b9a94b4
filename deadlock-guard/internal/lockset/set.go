package lockset

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Hold is one held lock and where it was taken.
type Hold struct {
	Mode Mode
	At   ssa.Instruction
}

// Set is the locks that are held for certain.
type Set map[Class]Hold

// Words lists the locks for people.
func (s Set) Words() []string {
	words := make([]string, 0, len(s))
	for class := range s {
		words = append(words, class.Words)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// Classes lists the locks in the order of their keys.
func (s Set) Classes() []Class {
	return slices.SortedFunc(maps.Keys(s), func(a, b Class) int {
		if a.Key < b.Key {
			return -1
		}
		return 1
	})
}

// Union prefers what s says.
func (s Set) Union(other Set) Set {
	all := maps.Clone(other)
	if all == nil {
		all = Set{}
	}
	maps.Copy(all, s)
	return all
}

// intersect keeps what both hold; a lock held for reading in one is held for reading.
func (s Set) intersect(other Set) Set {
	both := Set{}
	for class, hold := range s {
		if theirs, held := other[class]; held {
			hold.Mode = max(hold.Mode, theirs.Mode)
			both[class] = hold
		}
	}
	return both
}

// sameLocks ignores where the locks were taken.
func (s Set) sameLocks(other Set) bool {
	return maps.EqualFunc(s, other, func(a, b Hold) bool { return a.Mode == b.Mode })
}

// Excludes says whether two goroutines cannot hold both sets at the same time.
func (s Set) Excludes(other Set) bool {
	for class, hold := range s {
		if theirs, held := other[class]; held && !(hold.Mode == Read && theirs.Mode == Read) {
			return true
		}
	}
	return false
}
