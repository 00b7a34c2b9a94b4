package noexit

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// reason says why more and more of the goroutines come into being.
type reason struct {
	text     string
	partners []finding.Partner
}

// perCall: the go statement is in a request's handler, or in a function called from one, or the goroutine belongs to an object that can
// be closed.
func perCall(p *program.Program, fn, started *ssa.Function) reason {
	if handler := handlerOf(p, fn); handler != nil {
		return reason{"each request starts one", p.Beginning(handler, "handles each request")}
	}
	owner := ownerOf(started)
	if owner == nil || !makes(fn, owner) {
		return reason{}
	}
	for method := range owner.Methods() {
		if slices.Contains(enders, method.Name()) {
			if end := fn.Prog.FuncValue(method); end != nil {
				return reason{"its object's " + method.Name() + " does not end it", p.Beginning(end, "should end the goroutine")}
			}
		}
	}
	return reason{}
}

// enders are the usual names of a method that promises to end what its object started.
var enders = []string{"Close", "Stop", "Shutdown", "close", "stop", "shutdown"}

const maxCallers = 4

// handlerOf is fn or a function that leads to it with calls, if that handles HTTP requests.
func handlerOf(p *program.Program, fn *ssa.Function) *ssa.Function {
	seen := map[*ssa.Function]bool{}
	level := []*ssa.Function{fn}
	for range maxCallers {
		var next []*ssa.Function
		for _, f := range level {
			if seen[f] {
				continue
			}
			seen[f] = true
			if isHandler(f.Signature) {
				return f
			}
			calls, _ := p.Callers(f)
			for _, call := range calls {
				next = append(next, call.From)
			}
		}
		level = next
	}
	return nil
}

// isHandler: the last parameters are a response and a request.
func isHandler(signature *types.Signature) bool {
	n := signature.Params().Len()
	return n >= 2 && signature.Params().At(n-2).Type().String() == "net/http.ResponseWriter" &&
		signature.Params().At(n-1).Type().String() == "*net/http.Request"
}

// ownerOf is the type of the method that a goroutine runs.
func ownerOf(started *ssa.Function) *types.Named {
	receiver := started.Signature.Recv()
	if receiver == nil {
		return nil
	}
	return namedOf(receiver.Type())
}

func namedOf(t types.Type) *types.Named {
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	named, ok := t.(*types.Named)
	if !ok {
		return nil
	}
	return named.Origin()
}

// makes: a function that returns the object whose goroutine it starts.
func makes(fn *ssa.Function, owner *types.Named) bool {
	results := fn.Signature.Results()
	for result := range results.Variables() {
		if namedOf(result.Type()) == owner {
			return true
		}
	}
	return false
}
