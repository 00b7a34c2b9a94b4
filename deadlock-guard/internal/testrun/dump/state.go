package dump

import (
	"slices"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// State is what a goroutine does, in the words Go prints.
type State struct {
	Words  string // without marks, as in: chan receive (nil chan)
	Leaked bool   // Go found that nothing can wake it
	Bubble bool   // in a bubble of testing/synctest, which reports its own deadlocks
}

func parseState(text string) State {
	words, marks, _ := strings.Cut(text, ",")
	s := State{Bubble: strings.Contains(marks, "synctest bubble")}
	words, s.Leaked = cutMark(words, " (leaked)")
	for _, mark := range []string{" (scan)", " (durable)"} {
		words, _ = cutMark(words, mark)
	}
	s.Words = words
	return s
}

func cutMark(words, mark string) (rest string, found bool) {
	rest = strings.ReplaceAll(words, mark, "")
	return rest, rest != words
}

// never are the states in which no other goroutine can help.
var never = []string{"chan send (nil chan)", "chan receive (nil chan)", "select (no cases)"}

// Hopeless tells whether the state alone says that the goroutine waits for ever.
func (s State) Hopeless() bool { return slices.Contains(never, s.Words) }

// operations are the waits that can last for ever.
var operations = []string{
	identity.ChanSend, identity.ChanReceive, identity.Select, identity.MutexLock, identity.RWMutexLock, identity.RLock,
	identity.WaitGroupWait, identity.CondWait,
}

// Operation is the operation that a goroutine waits in, in the words of package identity; "" if it waits in none that can last for ever.
// A WaitGroup prints as semacquire before Go 1.24, and waiting for other writers of an RWMutex as its inner Mutex: the frames of
// package sync tell what it is.
func (g *Goroutine) Operation() string {
	if g.State.Bubble {
		return ""
	}
	words := strings.TrimSuffix(strings.TrimSuffix(g.State.Words, " (nil chan)"), " (no cases)")
	if words != "semacquire" && !slices.Contains(operations, words) {
		return ""
	}
	for _, frame := range g.Frames {
		if frame.isRuntime() {
			continue
		}
		if !strings.HasPrefix(frame.Function, "sync.") && !strings.HasPrefix(frame.Function, "internal/sync.") {
			break
		}
		if operation := waits[frame.Function]; operation != "" {
			words = operation // the outermost counts: an RWMutex locks its Mutex
		}
	}
	if words == "semacquire" {
		return ""
	}
	return words
}

var waits = map[string]string{
	"sync.(*Mutex).Lock": identity.MutexLock, "sync.(*RWMutex).Lock": identity.RWMutexLock, "sync.(*RWMutex).RLock": identity.RLock,
	"sync.(*WaitGroup).Wait": identity.WaitGroupWait, "sync.(*Cond).Wait": identity.CondWait,
}

func (f Frame) isRuntime() bool {
	return strings.HasPrefix(f.Function, "runtime.") || strings.HasPrefix(f.Function, "internal/runtime/")
}
