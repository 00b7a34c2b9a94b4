package lostcancel

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// waitsOn lists the waits for the end of a context, wherever it goes: to variables, closures, fields and functions.
func waitsOn(p *program.Program, context ssa.Value) []ssa.Instruction {
	f := follower{program: p, seen: map[ssa.Value]bool{}}
	f.value(context)
	return f.waits
}

type follower struct {
	program *program.Program
	seen    map[ssa.Value]bool
	waits   []ssa.Instruction
}

func (f *follower) value(v ssa.Value) {
	if f.seen[v] || v.Referrers() == nil {
		return
	}
	f.seen[v] = true
	for _, user := range *v.Referrers() {
		switch user := user.(type) {
		case *ssa.Store:
			f.store(v, user)
		case *ssa.Call:
			if user.Call.IsInvoke() && user.Call.Value == v && isDone(user) {
				f.waits = append(f.waits, waitsFor(user)...)
				continue
			}
			f.arguments(v, user)
		case *ssa.Go:
			f.arguments(v, user)
		}
	}
}

func (f *follower) arguments(v ssa.Value, call ssa.CallInstruction) {
	callee := program.Callee(call)
	if callee == nil || len(callee.Params) != len(call.Common().Args) {
		return
	}
	if calls, complete := f.program.Callers(callee); !complete || len(calls) != 1 {
		return // others may pass a context that ends
	}
	for i, argument := range call.Common().Args {
		if argument == v {
			f.value(callee.Params[i])
		}
	}
}

func (f *follower) store(v ssa.Value, store *ssa.Store) {
	if store.Val != v {
		return
	}
	switch address := store.Addr.(type) {
	case *ssa.Alloc:
		if onlyStore(address) == store {
			f.variable(address)
		}
	case *ssa.FieldAddr:
		f.field(address, store)
	}
}

func (f *follower) variable(address ssa.Value) {
	for _, user := range *address.Referrers() {
		switch user := user.(type) {
		case *ssa.UnOp:
			f.value(user)
		case *ssa.MakeClosure:
			fn := user.Fn.(*ssa.Function)
			for i, bound := range user.Bindings {
				if bound == address {
					f.variable(fn.FreeVars[i])
				}
			}
		}
	}
}

// field: every load of a field that is set in one place only.
func (f *follower) field(address *ssa.FieldAddr, store *ssa.Store) {
	field := fieldOf(address)
	var loads []ssa.Value
	for _, fn := range f.program.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			other, ok := instruction.(*ssa.FieldAddr)
			if !ok || fieldOf(other) != field {
				return
			}
			for _, user := range *other.Referrers() {
				switch user := user.(type) {
				case *ssa.UnOp:
					loads = append(loads, user)
				case *ssa.Store:
					if user != store {
						f.seen[store.Val] = true
						loads = append(loads, nil)
					}
				}
			}
		})
	}
	for _, load := range loads {
		if load == nil {
			return
		}
	}
	for _, load := range loads {
		f.value(load)
	}
}
