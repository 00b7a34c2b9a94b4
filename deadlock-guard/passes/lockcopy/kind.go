package lockcopy

import (
	"go/types"
	"slices"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// operations says how a goroutine waits for what is copied. Other values that must not be copied block nobody.
var operations = map[string]string{
	"sync.Mutex": identity.MutexLock, "sync.RWMutex": identity.RWMutexLock,
	"sync.WaitGroup": identity.WaitGroupWait, "sync.Cond": identity.CondWait,
}

// kindOf reads the type of the lock off a message, which names the way to it from the outside in. It ends at a type that can be locked
// itself because it embeds a lock.
func kindOf(message string, pkg *types.Package) string {
	last := ""
	for word := range strings.FieldsSeq(message) {
		if last = strings.Trim(word, "():,"); operations[last] != "" {
			return last
		}
	}
	dot := strings.LastIndexByte(last, '.')
	if dot < 0 {
		return ""
	}
	for _, known := range slices.Concat(pkg.Imports(), []*types.Package{pkg}) {
		if known.Path() == last[:dot] {
			if object := known.Scope().Lookup(last[dot+1:]); object != nil {
				return embedded(object.Type())
			}
		}
	}
	return ""
}

// embedded is the lock that a struct embeds, perhaps in another struct. Types cannot embed themselves but by pointers, so this ends.
func embedded(t types.Type) string {
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	for field := range structure.Fields() {
		if name := types.TypeString(field.Type(), nil); field.Embedded() && operations[name] != "" {
			return name
		}
		if field.Embedded() {
			if inner := embedded(field.Type()); inner != "" {
				return inner
			}
		}
	}
	return ""
}
