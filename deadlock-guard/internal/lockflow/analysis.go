// Package lockflow follows locks along each path of a function, by value: the lock of one object is not that of another. What a function
// does to the locks of its callers is summed up once for each way that it can end.
package lockflow

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Analysis knows the locks of a whole program.
type Analysis struct {
	Program   *program.Program
	variables *variables
	touching  map[*ssa.Function]bool
	results   map[*ssa.Function]*Result
	active    map[*ssa.Function]bool        // being looked at: a function that calls itself
	ways      map[ssa.Instruction][]Context // computed when first asked for
}

// Result is what happens in one function.
type Result struct {
	Events []Event // in no order that matters
	Exits  []Exit
	// Given lists the calls whose callee took a lock that this function gave back later.
	Given map[*ssa.Function]bool
	// Released lists the places that took a lock which some path gave back.
	Released map[ssa.Instruction]bool
	// Handed lists the locks that the function held and left to what it started.
	Handed []Handed
	// Freed lists the locks that the function releases though it did not take them.
	Freed   []Freed
	summary *summary
}

// Exit is one way to leave a function, with the locks that it still holds.
type Exit struct {
	At    *ssa.Return
	Held  []Hold
	Freed []Freed
}

// Handed is a lock that a go statement, or a function value, takes over.
type Handed struct {
	Hold Hold
	At   ssa.Instruction
	To   *ssa.Function // nil if it is a method value
	// As is the lock's name in that function.
	As   Path
	site site
}

// Outside writes a path of the function that was handed a lock as the one that handed it over names it; "" if it cannot.
func (h Handed) Outside(p Path) Path {
	path, _ := h.site.translate(p)
	return path
}

var analysis = program.NewFact(analyse)

// Analyse looks at every function.
func Analyse(p *program.Program) *Analysis { return analysis.Of(p) }

func analyse(p *program.Program) *Analysis {
	a := &Analysis{Program: p, variables: newVariables(p), results: map[*ssa.Function]*Result{}, active: map[*ssa.Function]bool{}}
	a.touching = touching(p)
	for _, fn := range p.Functions {
		a.Of(fn)
	}
	return a
}

// Of is what is known of a function; nil if it has too many paths, or does not work with locks or channels.
func (a *Analysis) Of(fn *ssa.Function) *Result {
	if known, done := a.results[fn]; done {
		return known
	}
	if a.active[fn] || !a.touching[fn] || len(fn.Blocks) == 0 {
		return nil
	}
	a.active[fn] = true
	a.results[fn] = a.walk(fn)
	a.active[fn] = false
	return a.results[fn]
}

// touching finds the functions that can wait or use locks, themselves or in what they call.
func touching(p *program.Program) map[*ssa.Function]bool {
	touches := map[*ssa.Function]bool{}
	var queue []*ssa.Function
	users := map[*ssa.Function][]*ssa.Function{}
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			if isRelevant(instruction) && !touches[fn] {
				touches[fn] = true
				queue = append(queue, fn)
			}
			if call, ok := instruction.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
				targets, _ := p.Targets(call)
				for _, target := range targets {
					users[target] = append(users[target], fn)
				}
			}
			for _, operand := range instruction.Operands(nil) {
				if used, ok := (*operand).(*ssa.Function); ok {
					used = declared(used)
					users[used] = append(users[used], fn)
				}
			}
		})
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, user := range users[queue[0]] {
			if !touches[user] {
				touches[user] = true
				queue = append(queue, user)
			}
		}
	}
	return touches
}

// declared is the function behind an instance of a generic one.
func declared(fn *ssa.Function) *ssa.Function {
	if origin := fn.Origin(); origin != nil {
		return origin
	}
	return fn
}

func isRelevant(instruction ssa.Instruction) bool {
	switch instruction := instruction.(type) {
	case *ssa.Send, *ssa.Select:
		return true
	case *ssa.UnOp:
		return isReceive(instruction)
	case ssa.CallInstruction:
		name := MethodName(instruction)
		_, isLock := operations[name]
		builtin, isBuiltin := instruction.Common().Value.(*ssa.Builtin)
		return isLock || waits[name] != "" || isParameterCall(instruction) || isBuiltin && builtin.Name() == "close"
	default:
		return false
	}
}
