package sendunderlock

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/lockset"
)

// search looks at one channel after the other.
type search struct {
	*lockflow.Analysis
	channel channel
	found   []finding.Finding
}

// side looks for operations under a lock that every partner needs.
func (s *search) side(own, others []chanuse.Kind) {
	partners := s.channel.ops(others...)
	for _, op := range s.channel.ops(own...) {
		s.operation(op, partners)
	}
}

func (s *search) operation(op chanuse.Op, partners []chanuse.Op) {
	for _, context := range s.Contexts(op.Instr) {
		for _, held := range context.Event.Under {
			if held.Mode == lockflow.Group || held.Class.Key == "" || !s.belongs(held, op) {
				continue
			}
			if needs, all := s.allNeed(op, partners, held); all {
				s.report(op, context, held, needs)
				return
			}
		}
	}
}

// belongs: the lock and the channel are of one value, or there is but one of them.
func (s *search) belongs(held lockflow.Hold, op chanuse.Op) bool {
	if s.channel.local || strings.HasPrefix(string(held.Path), "g:") || strings.HasPrefix(string(held.Path), "a:") {
		return true
	}
	class, ok := lockset.ClassOf(value(op))
	return ok && owner(class) == owner(held.Class)
}

func owner(class lockset.Class) string {
	return class.Key[:max(strings.LastIndexByte(class.Key, '.'), 0)]
}

// value is the channel as the operation names it.
func value(op chanuse.Op) ssa.Value {
	switch at := op.Instr.(type) {
	case *ssa.Send:
		return at.Chan
	case *ssa.UnOp:
		return at.X
	case *ssa.Select:
		return at.States[op.Case].Chan
	case ssa.CallInstruction:
		return at.Common().Args[0]
	default:
		return nil
	}
}

// need is why a partner cannot come.
type need struct {
	partner chanuse.Op
	lock    ssa.Instruction // where it takes the lock, if that is seen
}

// allNeed: every partner waits for the lock before it can come.
func (s *search) allNeed(op chanuse.Op, partners []chanuse.Op, held lockflow.Hold) (needs []need, all bool) {
	for _, partner := range partners {
		lock, found := s.acquires(op, partner, held)
		if !found && !s.Holds(partner.Instr, held) {
			return nil, false
		}
		needs = append(needs, need{partner, lock})
	}
	return needs, len(needs) > 0
}

func (s *search) report(op chanuse.Op, context lockflow.Context, held lockflow.Hold, needs []need) {
	at := s.Program.Place(op.Instr)
	entry, path := s.Way(context.Fn, context.Event.Calls, op.Instr)
	what, operation := "send on", identity.ChanSend
	if op.Kind == chanuse.Receive {
		what, operation = "receive from", identity.ChanReceive
	}
	lock := held.Class.Words
	partners := []finding.Partner{{Message: lock + " is taken here; unlock it before the channel operation", Place: s.Program.Place(held.At)}}
	for _, n := range needs {
		if n.lock != nil {
			partners = append(partners, finding.Partner{Message: "the other side waits here for " + lock, Place: s.Program.Place(n.lock)})
		}
		partners = append(partners, finding.Partner{Message: "the other side of the channel", Place: s.Program.Place(n.partner.Instr)})
	}
	other := s.Program.Place(needs[0].partner.Instr)
	s.found = append(s.found, finding.Finding{
		Message: fmt.Sprintf("%s %s while %s is held blocks for ever: %s must lock it before it comes to the other side at line %d",
			what, s.channel.name, lock, other.Symbol, other.Position.Line),
		At:        at,
		Operation: operation,
		Entry:     entry,
		Object:    s.channel.name,
		LockSet:   lockflow.LockWords(context.Fn, context.Event.Under),
		Path:      path,
		Partners:  partners,
	})
}
