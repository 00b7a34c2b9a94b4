package program

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Callee is the function with source that a call runs for certain, or nil. All rules ask here, so that a better call graph needs no
// change in them.
func Callee(call ssa.CallInstruction) *ssa.Function {
	callee := call.Common().StaticCallee()
	if callee == nil {
		return nil
	}
	if origin := callee.Origin(); origin != nil {
		callee = origin
	}
	if len(callee.Blocks) == 0 {
		return nil
	}
	return callee
}

// Callers are the known calls of fn, through interfaces too. The answer is complete only if fn is never used as a value, and does not
// come into an interface under a name that code outside of the program can call; of a part of a program, only if its name is not exported.
func (p *Program) Callers(fn *ssa.Function) (calls []Call, complete bool) {
	calls, complete = p.callers[fn], !p.asValue[fn] && !(p.part && IsExported(fn))
	if method, ok := fn.Object().(*types.Func); ok && method.Signature().Recv() != nil && exposed.Of(p)[method.Origin()] {
		calls = append(slices.Clip(calls), dispatched.Of(p).calls[fn]...)
		complete = complete && !method.Exported()
	}
	return calls, complete
}

// IsExported says whether other packages can call a function.
func IsExported(fn *ssa.Function) bool {
	return fn.Object() != nil && fn.Object().Exported() && fn.Pkg != nil && fn.Pkg.Pkg.Name() != "main"
}

func (p *Program) addCalls(fn *ssa.Function) {
	Instructions(fn, func(instruction ssa.Instruction) {
		call, _ := instruction.(ssa.CallInstruction)
		if call != nil {
			if callee := Callee(call); callee != nil {
				p.callers[callee] = append(p.callers[callee], Call{From: fn, Site: call})
			}
		}
		p.noteValues(instruction, call)
	})
}

// noteValues remembers the functions that an instruction uses other than by calling them.
func (p *Program) noteValues(instruction ssa.Instruction, call ssa.CallInstruction) {
	if closure, ok := instruction.(*ssa.MakeClosure); ok {
		p.asValue[closure.Fn.(*ssa.Function)] = !onlyCalled(closure)
		return
	}
	for _, operand := range instruction.Operands(nil) {
		fn, ok := (*operand).(*ssa.Function)
		if ok && (call == nil || operand != &call.Common().Value) {
			p.asValue[fn] = true
		}
	}
}

func onlyCalled(closure *ssa.MakeClosure) bool {
	return !slices.ContainsFunc(*closure.Referrers(), func(user ssa.Instruction) bool {
		call, ok := user.(ssa.CallInstruction)
		return !ok || call.Common().Value != closure
	})
}

// spawners are functions of libraries that run their last argument in a goroutine of its own.
var spawners = []string{
	"(*sync.WaitGroup).Go",
	"(*golang.org/x/sync/errgroup.Group).Go",
	"(*golang.org/x/sync/errgroup.Group).TryGo",
}

// Spawns says whether a call starts a goroutine: a go statement, or a call of a library that is known to do so.
func Spawns(call ssa.CallInstruction) bool {
	if _, ok := call.(*ssa.Go); ok {
		return true
	}
	return slices.Contains(spawners, calleeName(call)) || isTimedSpawn(call)
}

// isTimedSpawn: a timer whose function runs for certain, because nobody has the timer to stop it.
func isTimedSpawn(call ssa.CallInstruction) bool {
	value := call.Value()
	return calleeName(call) == "time.AfterFunc" && value != nil && len(*value.Referrers()) == 0
}

// enders are functions of libraries that do not return to their caller.
var enders = []string{
	"os.Exit", "runtime.Goexit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln",
	"(*log.Logger).Fatal", "(*log.Logger).Fatalf", "(*log.Logger).Fatalln",
	"(*testing.common).Fatal", "(*testing.common).Fatalf", "(*testing.common).FailNow", "(*testing.common).Skip",
	"(*testing.common).Skipf", "(*testing.common).SkipNow", "syscall.Exit",
}

// Ends says whether a call never returns.
func Ends(call ssa.CallInstruction) bool { return slices.Contains(enders, calleeName(call)) }

func calleeName(call ssa.CallInstruction) string {
	if callee := call.Common().StaticCallee(); callee != nil {
		if object, ok := callee.Object().(*types.Func); ok {
			return object.FullName()
		}
	}
	return ""
}

// IsMain says whether fn is the program's main function: when it returns, every goroutine ends.
func IsMain(fn *ssa.Function) bool {
	return fn.Name() == "main" && fn.Parent() == nil && fn.Signature.Recv() == nil && fn.Pkg != nil && fn.Pkg.Pkg.Name() == "main"
}
