package waitgroup

import (
	"fmt"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
)

// waitsForItself: a goroutine of the group waits for the group.
func (g *groups) waitsForItself() {
	for _, s := range g.starts {
		if s.To == nil || s.As == "" {
			continue
		}
		for _, event := range g.Of(s.To).Events {
			if event.Kind == lockflow.Wait && event.Object == s.As && !event.Done {
				g.report(wait{s.To, event}, "the goroutine that waits here is one of those it waits for",
					finding.Partner{Message: "is started here, after Add", Place: g.Program.Place(s.At)})
			}
		}
	}
}

// underLock: a goroutine of the group needs a lock before its Done that the one who waits holds.
func (g *groups) underLock() {
	for _, w := range g.waits {
		for _, held := range w.event.Under {
			for _, s := range g.starts {
				if held.Mode == lockflow.Group || s.To == nil || !w.counts(s) || g.Of(s.To) == nil {
					continue
				}
				if event, found := g.needs(w, s, held); found {
					locks := g.Program.Place(event.At)
					g.report(w, fmt.Sprintf("it holds %s, which %s needs before its Done", held.Class.Words, locks.Symbol),
						finding.Partner{Message: held.Class.Words + " is taken here and held during Wait", Place: g.Program.Place(held.At)},
						finding.Partner{Message: "waits here for " + held.Class.Words + " before it calls Done", Place: locks},
						finding.Partner{Message: "is started here", Place: g.Program.Place(s.At)})
					return
				}
			}
		}
	}
}

// needs looks for an acquisition of a held lock in a goroutine.
func (g *groups) needs(w wait, s start, held lockflow.Hold) (lockflow.Event, bool) {
	for _, event := range g.Of(s.To).Events {
		readers := held.Mode == lockflow.Read && event.Mode == lockflow.Read
		if event.Kind == lockflow.Acquire && !event.Done && !readers && isSame(w, s, held, event) {
			return event, true
		}
	}
	return lockflow.Event{}, false
}

// isSame: the lock has one name for both, or both are fields of what the group is a field of.
func isSame(w wait, s start, held lockflow.Hold, event lockflow.Event) bool {
	if held.Path == "" || event.Object == "" || held.Class != event.Class {
		return false
	}
	if w.fn == s.fn && s.Outside(event.Object) == held.Path {
		return true
	}
	owner := held.Path.Owner()
	return owner != "" && owner == w.event.Object.Owner() && event.Object.Owner() != "" && event.Object.Owner() == s.As.Owner()
}

// report tells of the Wait.
func (g *groups) report(w wait, why string, partners ...finding.Partner) {
	name := lockflow.Words(w.fn, w.event.Class.Words, w.event.Object, "the group")
	entry, path := g.Way(w.fn, w.event.Calls, w.event.At)
	g.found = append(g.found, finding.Finding{
		Message:   fmt.Sprintf("wait for %s blocks for ever: %s", name, why),
		At:        g.Program.Place(w.event.At),
		Operation: w.event.Wait,
		Entry:     entry,
		Object:    name,
		LockSet:   lockflow.LockWords(w.fn, w.event.Under),
		Path:      path,
		Partners:  partners,
	})
}
