package heldlocks

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Mode is how a lock is held: any number of goroutines may hold it for reading, one for writing.
type Mode string

// The modes; a Mutex is always held for writing.
const (
	Write Mode = "W"
	Read  Mode = "R"
)

// effect is what a call of the sync package does.
type effect int

const (
	acquires effect = iota + 1
	tries           // TryLock: acquires or not, and says so
	releases
	runsOnce // Once.Do
	waitsForCondition
	waitsForGroup
)

type operation struct {
	effect effect
	mode   Mode
	kind   Kind
}

var operations = map[string]operation{
	"(*sync.Mutex).Lock":       {acquires, Write, Mutex},
	"(*sync.Mutex).TryLock":    {tries, Write, Mutex},
	"(*sync.Mutex).Unlock":     {releases, Write, Mutex},
	"(*sync.RWMutex).Lock":     {acquires, Write, RWMutex},
	"(*sync.RWMutex).TryLock":  {tries, Write, RWMutex},
	"(*sync.RWMutex).Unlock":   {releases, Write, RWMutex},
	"(*sync.RWMutex).RLock":    {acquires, Read, RWMutex},
	"(*sync.RWMutex).TryRLock": {tries, Read, RWMutex},
	"(*sync.RWMutex).RUnlock":  {releases, Read, RWMutex},
	"(sync.Locker).Lock":       {acquires, Write, Locker},
	"(sync.Locker).Unlock":     {releases, Write, Locker},
	"(*sync.Once).Do":          {runsOnce, Write, Once},
	"(*sync.Cond).Wait":        {effect: waitsForCondition},
	"(*sync.WaitGroup).Wait":   {effect: waitsForGroup},
}

// lockCall is one operation on one lock.
type lockCall struct {
	operation
	lock argument
}

func (c lockCall) key() lockKey { return lockKey{c.lock.path, Class{c.lock.class, c.kind}, c.mode} }

// operation recognises calls of the sync package, also by method values.
func (r *resolver) operation(call *ssa.CallCommon) (lockCall, bool) {
	if call.IsInvoke() {
		op, ok := operations[call.Method.FullName()]
		return lockCall{op, r.argument(call.Value)}, ok
	}
	value := r.function(call.Value)
	if value.fn == nil {
		return lockCall{}, false
	}
	object, ok := value.fn.Object().(*types.Func)
	if !ok {
		return lockCall{}, false
	}
	op, ok := operations[object.FullName()]
	switch {
	case !ok:
		return lockCall{}, false
	case value.isBound():
		return lockCall{op, value.captured[0]}, true
	case len(call.Args) > 0:
		return lockCall{op, r.argument(call.Args[0])}, true
	default:
		return lockCall{}, false
	}
}
