package lockset

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// Mode is how a lock is held.
type Mode int

// Several goroutines can hold a lock for Read, one for Write.
const (
	Write Mode = iota
	Read
)

// operation is what a method of a lock does; TryLock is none, since it never waits and need not succeed.
type operation struct {
	acquires bool
	mode     Mode
	wait     string // in the words of internal/identity
}

var operations = map[string]operation{
	"(*sync.Mutex).Lock":      {acquires: true, mode: Write, wait: identity.MutexLock},
	"(*sync.Mutex).Unlock":    {mode: Write},
	"(*sync.RWMutex).Lock":    {acquires: true, mode: Write, wait: identity.RWMutexLock},
	"(*sync.RWMutex).Unlock":  {mode: Write},
	"(*sync.RWMutex).RLock":   {acquires: true, mode: Read, wait: identity.RLock},
	"(*sync.RWMutex).RUnlock": {mode: Read},
}

// lockCall reads a call as an operation on a lock whose class is known.
func lockCall(call ssa.CallInstruction) (Class, operation, bool) {
	callee := call.Common().StaticCallee()
	if callee == nil || len(call.Common().Args) == 0 {
		return Class{}, operation{}, false
	}
	object, ok := callee.Object().(*types.Func)
	if !ok {
		return Class{}, operation{}, false
	}
	op, ok := operations[object.FullName()]
	if !ok {
		return Class{}, operation{}, false
	}
	class, ok := classOf(call.Common().Args[0])
	return class, op, ok
}
