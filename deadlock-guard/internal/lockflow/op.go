package lockflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/lockset"
)

// Kind is what a goroutine does at an Op.
type Kind int

// callback is a call of a function that was given as a parameter.
const (
	Acquire Kind = iota
	Send
	Receive
	Wait     // of a sync.WaitGroup
	CondWait // of a sync.Cond
	Wake     // Signal or Broadcast of a sync.Cond
	Close    // of a channel
	Select
	callback
)

// Op is a place where a goroutine can wait, in a function or in what it calls.
type Op struct {
	Kind    Kind
	At      ssa.Instruction
	Calls   []ssa.CallInstruction // on the way from the function that the op is told of, outermost first
	Object  Path                  // the lock, channel or group, as that function names it
	Class   lockset.Class
	Mode    Mode
	Wait    string          // in the words of internal/identity
	Under   []Hold          // held at the op; At is where that function takes it or calls who does
	Done    bool            // the function has given back a count of a group by then
	facts   map[string]bool // what must hold for the op to be reached
	fn      int             // of a callback: the parameter
	fragile bool
}

// Event is an op that one path of a function reaches.
type Event struct {
	Op
	Clash *Hold // the same lock, held on this path already
}

const (
	maxCalls = 8
	maxOps   = 256
)

func (o Op) same(other Op) bool {
	return o.Kind == other.Kind && o.At == other.At && o.Object == other.Object && o.Done == other.Done &&
		slices.EqualFunc(o.Under, other.Under, func(x, y Hold) bool { return x.Path == y.Path && x.Mode == y.Mode && x.Class == y.Class }) &&
		len(o.facts) == len(other.facts)
}

// channelOp notes that a path sends or receives.
func (w *walker) channelOp(s *state, kind Kind, at ssa.Instruction, channel ssa.Value) {
	class, _ := lockset.ClassOf(channel)
	w.reach(s, s.holds, Op{Kind: kind, At: at, Object: w.PathOf(channel), Class: class, Under: s.holds})
}

// reach notes that a path comes to an op while it holds some locks itself. The answer is true if it waits for itself there.
func (w *walker) reach(s *state, holds []Hold, op Op) (blocks bool) {
	event := Event{Op: op}
	if op.Kind == Acquire && op.Object != "" {
		for _, h := range holds {
			if h.Path == op.Object {
				event.Clash = &h
				blocks = blocks || h.Mode == Write || op.Mode == Write
			}
		}
	}
	if op.Kind != callback && !slices.ContainsFunc(w.result.Events, func(e Event) bool { return e.same(op) }) {
		w.result.Events = append(w.result.Events, event)
	}
	if op.Kind == Wait && op.Object != "" {
		blocks = slices.ContainsFunc(holds, func(h Hold) bool { return h.Mode == Group && h.Path == op.Object })
	}
	if !blocks {
		w.tellCallers(s, op)
	}
	return blocks
}

// tellCallers puts an op into the summary.
func (w *walker) tellCallers(s *state, op Op) {
	if !op.Object.IsInput() || op.fragile || slices.ContainsFunc(s.freed, func(r release) bool { return r.path == op.Object || r.path == "" }) {
		op.Object = ""
	}
	if op.Object == "" && op.Class.Key == "" && op.Kind != callback && op.Kind != Select {
		return
	}
	op.facts = inputFacts(s.facts)
	ops := &w.result.summary.ops
	if len(op.Calls) < maxCalls && len(*ops) < maxOps && !slices.ContainsFunc(*ops, op.same) {
		*ops = append(*ops, op)
	}
}
