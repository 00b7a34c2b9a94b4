package condwait

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/lockset"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// withoutWaker: nobody signals the variable, although what it is waited for can come to be.
func (c *conds) withoutWaker(w place) {
	if c.isParked(w.event.At) {
		return
	}
	object := lockflow.Receiver(w.event.At.(ssa.CallInstruction))
	if isLocal(object) && !wakesLocal(object) {
		c.report(w, "nobody calls Signal or Broadcast", finding.Partner{Message: "is made here", Place: c.Program.Place(object.(*ssa.Call))})
		return
	}
	class := w.event.Class
	if class.Key != "" && len(c.wakes[class.Key]) == 0 && !c.unknown && !c.escaped[class.Key] && !class.IsPublic() {
		c.report(w, "nobody calls Signal or Broadcast")
	}
}

// outsideLoop: a function that locks, waits once and goes on. A helper that is called with the lock may have its loop in the caller.
func (c *conds) outsideLoop(w place) {
	if flow.Repeats(w.event.At) || len(locksOf(w)) == 0 || w.event.Class.Key == "" || len(c.wakes[w.event.Class.Key]) == 0 {
		return
	}
	var partners []finding.Partner
	for _, wake := range c.wakes[w.event.Class.Key] {
		partners = append(partners, finding.Partner{Message: "is lost if nobody waits yet", Place: c.Program.Place(wake)})
	}
	c.report(w, "it is not in a loop that asks for the condition, so that a signal that comes first, or that another goroutine uses up, is lost", partners...)
}

// underLock: the one who waits keeps a second lock, which everyone who signals needs.
func (c *conds) underLock(w place) {
	wakes := c.wakes[w.event.Class.Key]
	if w.event.Class.Key == "" || len(wakes) == 0 || c.unknown || c.escaped[w.event.Class.Key] || w.event.Class.IsPublic() {
		return
	}
	own := c.lockerOf(w.event.Class)
	for _, held := range locksOf(w) {
		if own == "" || held.Class.Key == own || held.Class.Key == "sync.Cond.L" || held.Class.Key == "" || !isTogether(held, w.event.Class) {
			continue
		}
		partners := []finding.Partner{{Message: held.Class.Words + " is taken here and held during Wait", Place: c.Program.Place(held.At)}}
		all := true
		for _, wake := range wakes {
			all = all && c.Holds(wake, held)
			partners = append(partners, finding.Partner{Message: "signals with " + held.Class.Words + " held", Place: c.Program.Place(wake)})
		}
		if all {
			c.report(w, fmt.Sprintf("it holds %s, which everyone who signals needs; Wait gives back its own lock only", held.Class.Words), partners...)
			return
		}
	}
}

func locksOf(w place) []lockflow.Hold {
	var held []lockflow.Hold
	for _, h := range w.event.Under {
		if h.Mode != lockflow.Group {
			held = append(held, h)
		}
	}
	return held
}

// isTogether: the lock and the variable are fields of one type, or there is but one lock.
func isTogether(held lockflow.Hold, class lockset.Class) bool {
	owner := func(key string) string { return key[:max(strings.LastIndexByte(key, '.'), 0)] }
	return strings.HasPrefix(string(held.Path), "g:") || owner(held.Class.Key) == owner(class.Key)
}

// lockerOf is the class of the lock that a condition variable is made with, or "".
func (c *conds) lockerOf(class lockset.Class) string {
	key := ""
	for _, fn := range c.Program.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			store, ok := instruction.(*ssa.Store)
			if !ok {
				return
			}
			made, ok := store.Val.(*ssa.Call)
			if !ok || lockflow.MethodName(made) != "sync.NewCond" {
				return
			}
			if to, ok := lockset.ClassOf(store.Addr); !ok || to != class {
				return
			}
			if locker, ok := made.Call.Args[0].(*ssa.MakeInterface); ok {
				lock, _ := lockset.ClassOf(locker.X)
				key = lock.Key
			}
		})
	}
	return key
}

func (c *conds) report(w place, why string, partners ...finding.Partner) {
	name := lockflow.Words(w.fn, w.event.Class.Words, w.event.Object, "the condition variable")
	if local, ok := lockflow.Receiver(w.event.At.(ssa.CallInstruction)).(*ssa.Call); ok {
		name = cmp.Or(program.Variable(local.Parent(), local.Pos()), name)
	}
	entry, path := c.Way(w.fn, w.event.Calls, w.event.At)
	c.found = append(c.found, finding.Finding{
		Message:   fmt.Sprintf("wait for %s blocks for ever: %s", name, why),
		At:        c.Program.Place(w.event.At),
		Operation: w.event.Wait,
		Entry:     entry,
		Object:    name,
		LockSet:   lockflow.LockWords(w.fn, w.event.Under),
		Path:      path,
		Partners:  partners,
	})
}
