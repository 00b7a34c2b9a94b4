package lockflow

import (
	"fmt"
	"maps"
	"slices"
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

// done gives the state that the changes lead to.
func (c *change) done() *state {
	var b strings.Builder
	for _, h := range c.holds {
		fmt.Fprintf(&b, "h%s %d %p\n", h.Path, h.Mode, h.At)
	}
	for _, r := range c.freed {
		fmt.Fprintf(&b, "r%s %d\n", r.path, r.mode)
	}
	for _, key := range slices.Sorted(maps.Keys(c.facts)) {
		fmt.Fprintf(&b, "=%s %t\n", key, c.facts[key])
	}
	for _, d := range c.defers {
		fmt.Fprintf(&b, "d%p\n", d)
	}
	c.code = b.String()
	if known := c.known[c.code]; known != nil {
		return known
	}
	c.known[c.code] = &c.state
	return &c.state
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
