package lockflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// Mode is how a lock is held.
type Mode int

// Several goroutines can hold a lock for Read, one for Write. The count of a sync.WaitGroup is followed like a lock: Add takes it, Done
// gives it back, and a goroutine that ends with Done takes it over from the one that starts it.
const (
	Write Mode = iota
	Read
	Group
)

// effect is what a method does to its lock.
type effect int

const (
	acquires effect = iota
	tries           // may acquire, never waits
	releases
	adds
)

type operation struct {
	effect effect
	mode   Mode
	wait   string // in the words of internal/identity
}

var operations = map[string]operation{
	"(*sync.Mutex).Lock":       {acquires, Write, identity.MutexLock},
	"(*sync.Mutex).TryLock":    {tries, Write, ""},
	"(*sync.Mutex).Unlock":     {releases, Write, ""},
	"(*sync.RWMutex).Lock":     {acquires, Write, identity.RWMutexLock},
	"(*sync.RWMutex).TryLock":  {tries, Write, ""},
	"(*sync.RWMutex).Unlock":   {releases, Write, ""},
	"(*sync.RWMutex).RLock":    {acquires, Read, identity.RLock},
	"(*sync.RWMutex).TryRLock": {tries, Read, ""},
	"(*sync.RWMutex).RUnlock":  {releases, Read, ""},
	"(*sync.WaitGroup).Add":    {adds, Group, ""},
	"(*sync.WaitGroup).Done":   {releases, Group, ""},
	"(sync.Locker).Lock":       {acquires, Write, identity.MutexLock},
	"(sync.Locker).Unlock":     {releases, Write, ""},
}

// lockCall reads a call as an operation on the lock at an address.
func lockCall(call ssa.CallInstruction) (address ssa.Value, op operation, ok bool) {
	op, ok = operations[MethodName(call)]
	if !ok {
		return nil, op, false
	}
	return Receiver(call), op, true
}

// MethodName is the full name of the declared function or method that a call names, or "".
func MethodName(call ssa.CallInstruction) string {
	common := call.Common()
	if common.IsInvoke() {
		return common.Method.FullName()
	}
	callee := common.StaticCallee()
	if callee != nil && callee.Synthetic != "" && len(callee.FreeVars) > 0 {
		return "" // a method value: its receiver is no argument
	}
	return functionName(callee)
}

func functionName(fn *ssa.Function) string {
	if fn != nil {
		if object, ok := fn.Object().(*types.Func); ok {
			return object.Origin().FullName()
		}
	}
	return ""
}

// Receiver is what a method is called on.
func Receiver(call ssa.CallInstruction) ssa.Value {
	common := call.Common()
	if common.IsInvoke() {
		return common.Value
	}
	return common.Args[0]
}
