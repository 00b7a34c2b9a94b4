package lostslot

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

const (
	weighted    = "(*golang.org/x/sync/semaphore.Weighted)."
	newWeighted = "golang.org/x/sync/semaphore.NewWeighted"
)

// sizes are those of semaphores in fields and package variables that are only ever set to semaphores of one constant size. Any other
// value counts as size -1.
type sizes map[any]int64

func sizesOf(p *program.Program) sizes {
	known := sizes{}
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			store, ok := instruction.(*ssa.Store)
			if !ok || types.TypeString(store.Val.Type(), nil) != "*golang.org/x/sync/semaphore.Weighted" {
				return
			}
			home := homeOf(store.Addr)
			if home == nil {
				return
			}
			size := made(store.Val)
			if before, twice := known[home]; twice && before != size {
				size = -1
			}
			known[home] = size
		})
	}
	return known
}

// homeOf is the field or package variable at an address, if no other package can set it.
func homeOf(address ssa.Value) any {
	var home *types.Var
	switch address := address.(type) {
	case *ssa.FieldAddr:
		home = address.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct).Field(address.Field).Origin()
	case *ssa.Global:
		home, _ = address.Object().(*types.Var)
	}
	if home == nil || home.Exported() && home.Pkg().Name() != "main" {
		return nil
	}
	return home
}

// made is the size of a semaphore that is made with a constant, or -1.
func made(v ssa.Value) int64 {
	if call, ok := v.(*ssa.Call); ok && method(call) == newWeighted {
		if size, known := number(call.Call.Args[0]); known {
			return size
		}
	}
	return -1
}

// of is the size of a semaphore as a function has it, or -1.
func (s sizes) of(f *frame, semaphore ssa.Value) int64 {
	f, semaphore = f.resolve(semaphore)
	if load, ok := semaphore.(*ssa.UnOp); ok {
		_, address := f.resolve(load.X)
		if size, known := s[homeOf(address)]; known {
			return size
		}
		return -1
	}
	return made(semaphore)
}

// tooHeavy: more is asked for than there is.
func tooHeavy(p *program.Program, fn *ssa.Function, known sizes) []finding.Finding {
	var findings []finding.Finding
	program.Instructions(fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(*ssa.Call)
		if !ok || method(call) != weighted+"Acquire" {
			return
		}
		size := known.of(outermost(fn), call.Call.Args[0])
		if n, constant := number(call.Call.Args[2]); constant && size >= 0 && n > size {
			findings = append(findings, chanuse.ReportAt(p, call, identity.ChanReceive, "semaphore", fmt.Sprintf(
				"Acquire of %d blocks until the context ends, if it ever does: the semaphore has %d in all", n, size)))
		}
	})
	return findings
}
