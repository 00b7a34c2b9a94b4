package gonereceiver

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, shared := range chanuse.AllShared(p) {
		if len(shared.Makes) == 0 || shared.OthersReceive() || len(shared.Ops(chanuse.Close)) > 0 || !canFill(shared) {
			continue
		}
		if ends := serversEnd(shared); len(ends) > 0 {
			findings = append(findings, report(p, shared, ends)...)
		}
	}
	return findings
}

// smallBuffer is what callers that signal again and again soon fill.
const smallBuffer = 16

// canFill: without a buffer the next send blocks. Signals fill a small one; a buffer for values is often there for just those that come.
func canFill(shared *chanuse.Shared) bool {
	smallest, largest := shared.Capacity()
	if largest == 0 {
		return true
	}
	return smallest != chanuse.UnknownCapacity && largest <= smallBuffer && isSignal(shared.Object.Type())
}

// isSignal: values of the channel tell nothing.
func isSignal(channel types.Type) bool {
	structure, ok := channel.Underlying().(*types.Chan).Elem().Underlying().(*types.Struct)
	return ok && structure.NumFields() == 0
}

// end is how a loop that receives comes to its end.
type end struct {
	receive chanuse.Op
	exit    ssa.Instruction
}

// serversEnd says how every loop that receives from the channel can end while somebody may still send; nil if one cannot, or if one
// receives in another way.
func serversEnd(shared *chanuse.Shared) []end {
	var ends []end
	for _, op := range shared.Ops(chanuse.Receive, chanuse.SelectReceive) {
		choice, ok := op.Instr.(*ssa.Select)
		if !ok || !choice.Blocking || !flow.Repeats(choice) {
			return nil
		}
		exit := leavesBy(op, choice)
		if exit == nil {
			return nil
		}
		ends = append(ends, end{op, exit})
	}
	return ends
}

// leavesBy is where the function ends after a case of the select that receives something else, without receiving from the channel again.
func leavesBy(op chanuse.Op, choice *ssa.Select) ssa.Instruction {
	walk := flow.Walk[bool]{
		Step: func(instruction ssa.Instruction, pick int, drained bool) []bool {
			return []bool{drained || receivesAgain(op, instruction)}
		},
		Stop: func(instruction ssa.Instruction) bool { return instruction == ssa.Instruction(choice) },
	}
	for pick, state := range choice.States {
		if pick == op.Case || state.Dir != types.RecvOnly || !isStop(state.Chan) {
			continue
		}
		exits, complete := walk.AfterCase(choice, pick, false)
		if !complete {
			return nil
		}
		for _, exit := range exits {
			if _, leaves := exit.At.(*ssa.Return); leaves && !exit.State {
				return exit.At
			}
		}
	}
	return nil
}

// isStop: a channel without values, or the Done of a context, rather than a source of work that may run dry.
func isStop(channel ssa.Value) bool {
	if isSignal(channel.Type()) {
		return true
	}
	switch element := channel.Type().Underlying().(*types.Chan).Elem().Underlying().(type) {
	case *types.Basic:
		return element.Kind() == types.Bool
	case *types.Chan: // a stop that is to be confirmed
		return true
	default:
		return false
	}
}

func receivesAgain(op chanuse.Op, instruction ssa.Instruction) bool {
	for _, other := range op.Node.OpsAt(instruction) {
		if other.Instr != op.Instr && (other.Kind == chanuse.Receive || other.Kind == chanuse.SelectReceive) {
			return true
		}
	}
	return false
}

func report(p *program.Program, shared *chanuse.Shared, ends []end) []finding.Finding {
	name := shared.Name()
	var partners []finding.Partner
	for _, e := range ends {
		partners = append(partners, finding.Partner{Message: "receives from " + name + " in a loop", Place: p.Place(e.receive.Instr)},
			finding.Partner{Message: "the loop ends here", Place: p.Place(e.exit)})
	}
	leaves := p.Place(ends[0].exit)
	var findings []finding.Finding
	for _, op := range shared.Ops(chanuse.Send) {
		if op.Instr.Parent() == ends[0].receive.Instr.Parent() || !canRunBeside(p, op.Instr.Parent()) {
			continue
		}
		message := fmt.Sprintf("send on %s blocks for ever once %s has left its loop at line %d; select on its end as well", name,
			leaves.Symbol, leaves.Position.Line)
		findings = append(findings, chanuse.Report(p, op, name, message, partners...))
	}
	return findings
}
