package lockflow

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/lockset"
)

// Hold is a lock that is held.
type Hold struct {
	Path    Path
	Class   lockset.Class // empty if the lock's type and field are not known
	Mode    Mode
	At      ssa.Instruction // where it was taken, or the call that took it
	fragile bool
}

// release is an unlock of a lock that the function itself did not take.
type release struct {
	path  Path
	class lockset.Class
	mode  Mode
}

// state is what is known on one path: it never changes, and equal states of one walk are one pointer.
type state struct {
	holds  []Hold
	freed  []release
	facts  map[string]bool
	defers []*ssa.Defer
	code   string
}

// Limits of one state: beyond them it forgets facts, and deferred calls run as often as this.
const (
	maxFacts  = 12
	maxDefers = 12
	maxHolds  = 16
)

// change is a state in the making.
type change struct {
	state
	known map[string]*state
}

func begin(s *state, known map[string]*state) *change {
	return &change{known: known, state: state{
		holds: slices.Clone(s.holds), freed: slices.Clone(s.freed), facts: maps.Clone(s.facts), defers: slices.Clone(s.defers),
	}}
}

// done gives the state that the changes lead to. Large functions come here millions of times: the code is written without fmt, and
// becomes a string only if it is new.
func (c *change) done() *state {
	code := make([]byte, 0, 256)
	for _, h := range c.holds {
		code = append(append(code, 'h'), h.Path...)
		code = appendAddress(strconv.AppendInt(append(code, ' '), int64(h.Mode), 10), h.At)
	}
	for _, r := range c.freed {
		code = append(append(code, 'r'), r.path...)
		code = append(strconv.AppendInt(append(code, ' '), int64(r.mode), 10), '\n')
	}
	names := make([]string, 0, maxFacts)
	for name := range c.facts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		code = append(append(code, '='), name...)
		code = append(strconv.AppendBool(append(code, ' '), c.facts[name]), '\n')
	}
	for _, d := range c.defers {
		code = appendAddress(append(code, 'd'), d)
	}
	if known := c.known[string(code)]; known != nil {
		return known
	}
	c.code = string(code)
	c.known[c.code] = &c.state
	return &c.state
}

// appendAddress tells instructions apart: they are pointers.
func appendAddress(code []byte, at ssa.Instruction) []byte {
	return append(strconv.AppendUint(append(code, " 0x"...), uint64(reflect.ValueOf(at).Pointer()), 16), '\n')
}

func (c *change) learn(key string, value bool) {
	if _, known := c.facts[key]; known || len(c.facts) < maxFacts {
		if c.facts == nil {
			c.facts = map[string]bool{}
		}
		c.facts[key] = value
	}
}

// forget drops all that is said in terms of a name.
func (c *change) forget(name string) {
	maps.DeleteFunc(c.facts, func(key string, _ bool) bool { return strings.Contains(key, name) })
	c.holds = slices.DeleteFunc(c.holds, func(h Hold) bool { return strings.Contains(string(h.Path), name) })
}

// take adds a lock.
func (c *change) take(h Hold) {
	if len(c.holds) < maxHolds {
		c.holds = append(c.holds, h)
	}
}

// free gives a lock back: the one of that name, else those that may be it under another name, else the caller's.
func (c *change) free(r release) (freed *Hold) {
	for i := len(c.holds) - 1; i >= 0; i-- {
		if h := c.holds[i]; h.Path == r.path && h.Mode == r.mode {
			c.holds = slices.Delete(c.holds, i, i+1)
			return &h
		}
	}
	before := len(c.holds)
	c.holds = slices.DeleteFunc(c.holds, func(h Hold) bool { return h.mayBe(r) })
	if before == len(c.holds) && r.count(c.freed) < r.mode.most() {
		c.freed = append(c.freed, r)
	}
	return nil
}

// count says how often a release is in a list.
func (r release) count(list []release) (n int) {
	for _, other := range list {
		if other.path == r.path && other.class == r.class && other.mode == r.mode {
			n++
		}
	}
	return n
}

// most is how often a function can be told to have released something.
func (m Mode) most() int {
	if m == Group {
		return maxCount
	}
	return 1
}

// mayBe: a path that holds a fixed name on both sides, and differs, is taken to be another lock.
func (h Hold) mayBe(r release) bool {
	if h.Mode != r.mode || h.Class != r.class {
		return false
	}
	return h.fragile || !h.Path.IsInput() || !r.path.IsInput() || h.Class.Key == ""
}
