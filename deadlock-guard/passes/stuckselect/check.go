package stuckselect

import (
	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	known := collect(p)
	var findings []finding.Finding
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			choice, ok := instruction.(*ssa.Select)
			switch {
			case !ok || !choice.Blocking:
			case len(choice.States) == 0:
				findings = append(findings, empty(p, choice)...)
			default:
				findings = append(findings, known.check(p, choice)...)
			}
		})
	}
	return findings
}

// cases maps each case of a select to what is known of its channel.
type cases map[caseOf]*partners

type caseOf struct {
	choice *ssa.Select
	number int
}

// partners of one case of a select.
type partners struct {
	op      chanuse.Op
	name    string
	channel *chanuse.Channel // nil for a channel that is kept in a field or package variable
	missing bool             // nobody anywhere does the other half
}

func collect(p *program.Program) cases {
	found := cases{}
	add := func(op chanuse.Op, entry partners) {
		key := caseOf{op.Instr.(*ssa.Select), op.Case}
		if _, twice := found[key]; twice {
			found[key] = nil // another channel on another path: not known
			return
		}
		entry.op = op
		found[key] = &entry
	}
	for _, fn := range p.Functions {
		for _, channel := range chanuse.Of(fn) {
			silent, deaf := lacks(channel.Ops, channel.OthersSend, channel.OthersReceive, channel.Capacity)
			for _, op := range channel.Ops(chanuse.SelectReceive) {
				add(op, partners{name: channel.Name(), channel: channel, missing: silent})
			}
			for _, op := range channel.Ops(chanuse.SelectSend) {
				add(op, partners{name: channel.Name(), channel: channel, missing: deaf})
			}
		}
	}
	for _, shared := range chanuse.AllShared(p) {
		if len(shared.Makes) == 0 {
			continue
		}
		_, largest := shared.Capacity()
		silent, deaf := lacks(shared.Ops, shared.OthersSend(), shared.OthersReceive(), largest)
		for _, op := range shared.Ops(chanuse.SelectReceive) {
			if !isLocal(found, op) {
				add(op, partners{name: shared.Name(), missing: silent})
			}
		}
		for _, op := range shared.Ops(chanuse.SelectSend) {
			if !isLocal(found, op) {
				add(op, partners{name: shared.Name(), missing: deaf})
			}
		}
	}
	return found
}

// isLocal: the channel of a local object is known better as a single channel, if nobody else has the object.
func isLocal(found cases, op chanuse.Op) bool {
	entry := found[caseOf{op.Instr.(*ssa.Select), op.Case}]
	return entry != nil && entry.channel != nil && entry.channel.Escape == ""
}

// lacks says whether nobody wakes receivers, and whether nobody takes what is sent.
func lacks(ops func(...chanuse.Kind) []chanuse.Op, othersSend, othersReceive bool, capacity int) (silent, deaf bool) {
	silent = !othersSend && len(ops(chanuse.Send, chanuse.SelectSend, chanuse.Close)) == 0
	deaf = !othersReceive && capacity == 0 && len(ops(chanuse.Receive, chanuse.SelectReceive)) == 0
	return silent, deaf
}

// leaving are the cases that lead out of the loop around a select, or all if there is none.
func leaving(choice *ssa.Select) (ways []int, complete bool) {
	if !flow.Repeats(choice) {
		return numbers(choice), true
	}
	for number := range choice.States {
		walk := flow.Walk[int]{
			Step: func(_ ssa.Instruction, _ int, s int) []int { return []int{s} },
			Stop: func(instruction ssa.Instruction) bool { return instruction == ssa.Instruction(choice) },
		}
		exits, ok := walk.AfterCase(choice, number, 0)
		if !ok {
			return nil, false
		}
		for _, exit := range exits {
			if exit.At != ssa.Instruction(choice) {
				ways = append(ways, number)
				break
			}
		}
	}
	return ways, true
}
