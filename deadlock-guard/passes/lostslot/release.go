package lostslot

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// releasers are the fields and package variables whose semaphores are released by functions that do not acquire them: weight is handed
// over then. The key nil stands for semaphores that come from elsewhere, such as arguments, and may be any.
type releasers map[any]bool

func releasersOf(p *program.Program) releasers {
	found := releasers{}
	for _, fn := range p.Functions {
		acquired, released := map[any]bool{}, map[any]bool{}
		program.Instructions(fn, func(instruction ssa.Instruction) {
			call, ok := instruction.(ssa.CallInstruction)
			if !ok {
				return
			}
			switch method(call) {
			case weighted + "Acquire", weighted + "TryAcquire":
				acquired[keptIn(fn, call)] = true
			case weighted + "Release":
				released[keptIn(fn, call)] = true
			}
		})
		for home := range released {
			found[home] = found[home] || !acquired[home]
		}
	}
	found[ownOnly] = false
	return found
}

// release says whether somebody else may release the semaphore of a call.
func (r releasers) release(fn *ssa.Function, call ssa.CallInstruction) bool {
	home := keptIn(fn, call)
	return r[home] || r[nil] && home != any(ownOnly)
}

// ownOnly stands for the semaphores that a function makes itself: those that release them are below it.
const ownOnly = "made where it is used"

// keptIn is the field or package variable that the semaphore of a call was loaded from, ownOnly, or nil.
func keptIn(fn *ssa.Function, call ssa.CallInstruction) any {
	f, semaphore := outermost(fn).resolve(call.Common().Args[0])
	switch semaphore := semaphore.(type) {
	case *ssa.UnOp:
		_, address := f.resolve(semaphore.X)
		return homeOf(address)
	case *ssa.Call:
		return ownOnly
	default:
		return nil
	}
}

// releasesBelow says whether another function releases a semaphore: one that this one calls, or a closure that it makes.
func releasesBelow(f *frame) bool {
	found := slices.ContainsFunc(f.fn.AnonFuncs, func(closure *ssa.Function) bool {
		return releasesSome(closure) || releasesBelow(outermost(closure))
	})
	if found {
		return true
	}
	f.below(func(at *frame, call ssa.CallInstruction) {
		found = found || at.depth > f.depth && method(call) == weighted+"Release"
	})
	return found || bindsRelease(f.fn)
}

func releasesSome(fn *ssa.Function) bool {
	found := false
	program.Instructions(fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(ssa.CallInstruction)
		found = found || ok && method(call) == weighted+"Release"
	})
	return found
}

// bindsRelease: Release, or anything of a semaphore, is used as a value.
func bindsRelease(fn *ssa.Function) bool {
	found := false
	program.Instructions(fn, func(instruction ssa.Instruction) {
		bound, ok := instruction.(*ssa.MakeClosure)
		found = found || ok && bound.Fn.(*ssa.Function).Synthetic != "" && bound.Fn.Name() == "Release$bound"
	})
	return found
}
