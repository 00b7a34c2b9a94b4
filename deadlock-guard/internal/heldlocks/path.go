package heldlocks

import (
	"strconv"
	"strings"
)

// Path says how an address follows from what a function was given: a root, and operations that lead on from it. Its text is the one
// that docs/reference/blocking-model.md defines.
type Path string

// Unknown is equal to nothing, not even to itself.
const Unknown Path = "?"

// maxPath bounds a path's text; a longer one is Unknown.
const maxPath = 200

const operators = "+*!"

func parameterPath(index int) Path { return Path("p" + strconv.Itoa(index)) }
func capturedPath(index int) Path  { return Path("f" + strconv.Itoa(index)) }
func localPath(name string) Path   { return Path("v:" + name) }

// root ends where the operations begin.
func (p Path) root() string {
	if i := p.split(); i >= 0 {
		return string(p[:i])
	}
	return string(p)
}

func (p Path) split() int { return strings.IndexAny(string(p), operators) }

// operations is what follows the root.
func (p Path) operations() string { return string(p[len(p.root()):]) }

// isLocal says whether only one call of one function knows what the path means.
func (p Path) isLocal() bool { return p == Unknown || strings.HasPrefix(string(p), "v:") }

func (p Path) isMutable() bool { return strings.Contains(string(p), "!") }

// add is the address some bytes further on.
func (p Path) add(offset int64) Path {
	if offset == 0 || p == Unknown {
		return p
	}
	if i := strings.LastIndexAny(string(p), operators); i >= 0 && p[i] == '+' {
		if before, err := strconv.ParseInt(string(p[i+1:]), 10, 64); err == nil {
			return p[:i].add(before + offset)
		}
	}
	return p.followedBy("+" + strconv.FormatInt(offset, 10))
}

// load is the pointer that is kept at the address.
func (p Path) load(stable bool) Path {
	if stable {
		return p.followedBy("*")
	}
	return p.followedBy("!")
}

// then appends another path's operations.
func (p Path) then(operations string) Path {
	if number, isOffset := strings.CutPrefix(operations, "+"); isOffset {
		end := strings.IndexAny(number, operators)
		if end < 0 {
			end = len(number)
		}
		offset, err := strconv.ParseInt(number[:end], 10, 64)
		if err != nil {
			return Unknown
		}
		return p.add(offset).followedBy(number[end:])
	}
	return p.followedBy(operations)
}

func (p Path) followedBy(operations string) Path {
	if p == Unknown || len(p)+len(operations) > maxPath {
		return Unknown
	}
	return p + Path(operations)
}
