package lockflow

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Shared knows the locks that someone else gives back on purpose: their function returns with them.
type Shared struct {
	keepers map[*ssa.Function]bool // a caller gives back what they take
	freed   map[string]bool        // classes that are released by functions that did not take them
	unknown map[Mode]bool          // a lock whose class nobody knows is released in such a way
	part    bool                   // of the program: other packages may release what they can name
}

// Shared looks for such locks.
func (a *Analysis) Shared() *Shared {
	s := &Shared{keepers: map[*ssa.Function]bool{}, freed: map[string]bool{}, unknown: map[Mode]bool{}, part: a.Program.IsPart()}
	a.FunctionsWith(func(fn *ssa.Function, result *Result) {
		for keeper := range result.Given {
			s.keepers[keeper] = true
		}
		if isCalled(a.Program, fn) {
			return // its callers are looked at: they release it, or have taken it
		}
		for _, freed := range result.Freed {
			s.freed[freed.Class.Key] = true
			s.unknown[freed.Mode] = s.unknown[freed.Mode] || freed.Class.Key == ""
		}
	})
	for _, fn := range a.Program.Functions {
		if a.gaveUp(fn) {
			s.noteAll(fn, map[*ssa.Function]bool{})
		}
	}
	return s
}

// noteAll: a function that has too many paths may release whatever it, or what it calls, releases anywhere.
func (s *Shared) noteAll(fn *ssa.Function, seen map[*ssa.Function]bool) {
	if seen[fn] {
		return
	}
	seen[fn] = true
	program.Instructions(fn, func(instruction ssa.Instruction) {
		call, ok := instruction.(ssa.CallInstruction)
		if !ok {
			return
		}
		if address, op, isLock := lockCall(call); isLock && op.effect == releases {
			class := classOf(address)
			s.freed[class.Key] = true
			s.unknown[op.mode] = s.unknown[op.mode] || class.Key == ""
		}
		if callee := program.Callee(call); callee != nil {
			s.noteAll(callee, seen)
		}
	})
}

// isCalled: all calls of a function are known, and there is one. An exported method may be called through an interface.
func isCalled(p *program.Program, fn *ssa.Function) bool {
	callers, complete := p.Callers(fn)
	return complete && len(callers) > 0 && !(fn.Signature.Recv() != nil && fn.Object() != nil && fn.Object().Exported())
}

// IsKeeper says whether a caller of fn gives back what fn takes.
func (s *Shared) IsKeeper(fn *ssa.Function) bool { return s.keepers[fn] }

// GivesBack says whether somebody may give back a lock that a function returns with.
func (s *Shared) GivesBack(hold Hold) bool {
	if hold.Class.Key == "" {
		return s.unknown[hold.Mode]
	}
	return s.freed[hold.Class.Key] || s.part && hold.Class.IsPublic()
}
