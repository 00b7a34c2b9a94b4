package waitfirst

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		for _, channel := range chanuse.Of(fn) {
			if isDecidable(channel) {
				findings = append(findings, check(p, channel)...)
			}
		}
	}
	return findings
}

// isDecidable: goroutines of the maker send, and the maker alone receives.
func isDecidable(channel *chanuse.Channel) bool {
	if channel.Escape != "" || channel.Capacity == chanuse.UnknownCapacity {
		return false
	}
	receives := channel.Ops(chanuse.Receive, chanuse.SelectReceive)
	for _, op := range receives {
		if op.Node.Context() != chanuse.Same {
			return false
		}
	}
	for _, op := range channel.Ops(chanuse.Send) {
		if op.Node.Context() != chanuse.Spawned {
			return false
		}
	}
	return len(receives) > 0 && len(channel.Ops(chanuse.Send)) > 0 && !allFit(channel)
}

// allFit: loops that count to a constant start just as many goroutines, with one send each, as the buffer takes.
func allFit(channel *chanuse.Channel) bool {
	total := 0
	for _, op := range channel.Ops(chanuse.Send) {
		if flow.Repeats(op.Instr) {
			return false
		}
		rounds := 1
		start := op.Node.Goroutine().Via
		for _, loop := range flow.Loops(start.Parent()) {
			if !loop.Contains(start) {
				continue
			}
			n, known := loop.Rounds()
			if !known {
				return false
			}
			rounds *= n
		}
		total += rounds
	}
	return total <= channel.Capacity
}

// check follows the maker; the state is the number of sends that nobody has received.
func check(p *program.Program, channel *chanuse.Channel) []finding.Finding {
	waits := map[ssa.CallInstruction]bool{}
	_, complete := chanuse.Exits(channel, 0, chanuse.Effects[int]{
		Op: func(op chanuse.Op, n int) int {
			if op.Kind == chanuse.Receive || op.Kind == chanuse.SelectReceive {
				return max(chanuse.Less(n), 0)
			}
			return n
		},
		Spawn: func(started *chanuse.Node, n int) int { return chanuse.Add(n, chanuse.Most(started, chanuse.Send)) },
		Defer: func(_ *chanuse.Node, n int) int { return n },
		Other: func(instruction ssa.Instruction, _ int, n int) int {
			if call, ok := instruction.(*ssa.Call); ok && isWait(call) && n > channel.Capacity {
				waits[call] = true
			}
			return n
		},
		Complete: drain,
	})
	if !complete {
		return nil
	}
	return reports(p, channel, waits)
}

// drain: a loop that receives and does all of its rounds is taken to receive everything.
func drain(ops []chanuse.Op, n int) int {
	for _, op := range ops {
		if op.Kind == chanuse.Receive || op.Kind == chanuse.SelectReceive {
			return 0
		}
	}
	return n
}

func reports(p *program.Program, channel *chanuse.Channel, waits map[ssa.CallInstruction]bool) []finding.Finding {
	var findings []finding.Finding
	name := channel.Name()
	receives := chanuse.Partners(p, channel.Ops(chanuse.Receive, chanuse.SelectReceive), "receives, but only after the wait")
	program.Instructions(channel.Make.Parent(), func(instruction ssa.Instruction) {
		wait, ok := instruction.(ssa.CallInstruction)
		if !ok || !waits[wait] {
			return
		}
		place := p.Place(wait)
		for _, op := range channel.Ops(chanuse.Send) {
			if !reportsAfter(op, wait) {
				continue
			}
			message := fmt.Sprintf("send on %s blocks for ever: %s waits for this goroutine at line %d before it receives; "+
				"receive first, or wait in a goroutine that then closes %s", name, place.Symbol, place.Position.Line, name)
			waiting := finding.Partner{Message: "waits for the goroutine here", Place: place}
			findings = append(findings, chanuse.Report(p, op, name, message, append([]finding.Partner{waiting}, receives...)...))
		}
	})
	return findings
}
