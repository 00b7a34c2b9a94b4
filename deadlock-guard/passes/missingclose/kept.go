package missingclose

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// enders are the usual names of a method that promises to end what its object started.
var enders = []string{"Close", "Stop", "Shutdown", "close", "stop", "shutdown"}

// keptOpen: a method ranges over a channel of its object that nothing closes, although the object has a method to end it.
func keptOpen(p *program.Program, shared *chanuse.Shared) []finding.Finding {
	if !shared.IsKnown() || len(shared.Makes) == 0 || len(shared.Ops(chanuse.Close)) > 0 {
		return nil
	}
	sends := shared.Ops(chanuse.Send, chanuse.SelectSend)
	if len(sends) == 0 {
		return nil
	}
	var findings []finding.Finding
	for _, op := range ranges(shared.Ops(chanuse.Receive)) {
		ender := enderOf(op.Instr.Parent())
		if ender == nil || !isStarted(p, op.Instr.Parent()) {
			continue
		}
		name := shared.Name()
		partners := append(p.Beginning(ender, "should close "+name), chanuse.Partners(p, sends, "sends, but does not close "+name)...)
		message := fmt.Sprintf("range over %s never ends: nobody closes it, not even %s", name, ender.Name())
		findings = append(findings, chanuse.Report(p, op, name, message, partners...))
	}
	return findings
}

// enderOf is the method of a method's object that should end it.
func enderOf(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	receiver := fn.Signature.Recv()
	if receiver == nil {
		return nil
	}
	owner := receiver.Type()
	if pointer, ok := owner.(*types.Pointer); ok {
		owner = pointer.Elem()
	}
	named, ok := owner.(*types.Named)
	if !ok {
		return nil
	}
	for method := range named.Origin().Methods() {
		if slices.Contains(enders, method.Name()) {
			return fn.Prog.FuncValue(method)
		}
	}
	return nil
}

func isStarted(p *program.Program, fn *ssa.Function) bool {
	calls, _ := p.Callers(fn)
	return slices.ContainsFunc(calls, func(call program.Call) bool { return program.Spawns(call.Site) })
}
