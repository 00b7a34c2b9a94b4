package stuckselect

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// empty: a select without cases, in a function that does nothing but run as a goroutine.
func empty(p *program.Program, choice *ssa.Select) []finding.Finding {
	calls, complete := p.Callers(choice.Parent())
	if !complete || len(calls) == 0 {
		return nil
	}
	for _, call := range calls {
		if !program.Spawns(call.Site) {
			return nil
		}
	}
	message := "select without cases blocks for ever, and the goroutine with it"
	return []finding.Finding{chanuse.ReportAt(p, choice, identity.Select, "select {}", message)}
}

// check asks for a select: does any case have a partner that can end the wait?
func (c cases) check(p *program.Program, choice *ssa.Select) []finding.Finding {
	ways, complete := leaving(choice)
	if !complete || len(ways) == 0 {
		return nil
	}
	if all := c.entries(choice, numbers(choice)); all != nil && allMissing(all) && !ofMain(all) {
		message := fmt.Sprintf("select blocks for ever: nobody does the other half of %s", names(all))
		return []finding.Finding{report(p, all, message, nil)}
	}
	exits := c.entries(choice, ways)
	if exits == nil {
		return nil
	}
	maker := commonMaker(exits)
	if maker == nil || program.IsMain(maker) {
		return nil
	}
	if left := leftAlone(exits); left != nil {
		leaves := p.Place(left)
		message := fmt.Sprintf("select blocks for ever if %s leaves at line %d: what ends it is %s; add a case that every way out wakes",
			leaves.Symbol, leaves.Position.Line, names(exits))
		gone := []finding.Partner{{Message: "leaves here without waking the select", Place: leaves}}
		return []finding.Finding{report(p, exits, message, gone)}
	}
	return nil
}

func numbers(choice *ssa.Select) []int {
	all := make([]int, len(choice.States))
	for i := range all {
		all[i] = i
	}
	return all
}

// entries are what is known of some cases; nil if one is not known.
func (c cases) entries(choice *ssa.Select, numbers []int) []*partners {
	var found []*partners
	for _, number := range numbers {
		entry := c[caseOf{choice, number}]
		if entry == nil {
			return nil
		}
		found = append(found, entry)
	}
	return found
}

func allMissing(entries []*partners) bool {
	return !slices.ContainsFunc(entries, func(e *partners) bool { return !e.missing })
}

// ofMain: the main function itself may wait like this to let the program run.
func ofMain(entries []*partners) bool {
	return slices.ContainsFunc(entries, func(e *partners) bool { return program.IsMain(e.op.Instr.Parent()) })
}

func names(entries []*partners) string {
	var names []string
	for _, e := range entries {
		if !slices.Contains(names, e.name) {
			names = append(names, e.name)
		}
	}
	return strings.Join(names, " and ")
}

func report(p *program.Program, entries []*partners, message string, places []finding.Partner) finding.Finding {
	for _, e := range entries {
		if e.channel != nil {
			places = append(places, finding.Partner{Message: e.name + " is made here", Place: p.Place(e.channel.Make)})
			other := []chanuse.Kind{chanuse.Send, chanuse.Close, chanuse.SelectSend}
			if e.op.Kind == chanuse.SelectSend {
				other = []chanuse.Kind{chanuse.Receive, chanuse.SelectReceive}
			}
			places = append(places, chanuse.Partners(p, e.channel.Ops(other...), "the other half, on other paths")...)
		}
	}
	return chanuse.Report(p, entries[0].op, names(entries), message, places...)
}
