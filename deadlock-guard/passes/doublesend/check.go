package doublesend

import (
	"fmt"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		if program.IsMain(fn) {
			continue // its return ends the program
		}
		for _, channel := range chanuse.Of(fn) {
			if isDecidable(channel) && chanuse.SendsTwice(channel) {
				findings = append(findings, report(p, channel)...)
			}
		}
	}
	return findings
}

// isDecidable: every receive is one that the maker itself does, in a known order with the rest.
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
	return len(receives) > 0
}

// others is how many values other goroutines send at least, if they send.
func others(channel *chanuse.Channel, second chanuse.Op) int {
	total := 0
	seen := map[*chanuse.Node]bool{second.Node.Goroutine(): true}
	for _, op := range channel.Ops(chanuse.Send) {
		if goroutine := op.Node.Goroutine(); !seen[goroutine] && op.Node.Context() == chanuse.Spawned {
			seen[goroutine] = true
			total += chanuse.Fewest(goroutine, chanuse.Send)
		}
	}
	return total
}

func report(p *program.Program, channel *chanuse.Channel) []finding.Finding {
	name := channel.Name()
	receives := chanuse.Partners(p, channel.Ops(chanuse.Receive, chanuse.SelectReceive), "the receive that takes the first value")
	var findings []finding.Finding
	fits := channel.Capacity + chanuse.LeastReceived(channel)
	for _, second := range chanuse.Twice(channel) {
		if chanuse.Before(second, chanuse.Send)+others(channel, second) < fits {
			continue
		}
		partners := receives
		for _, op := range channel.Ops(chanuse.Send) {
			if op.Instr != second.Instr {
				partners = append(partners[:len(partners):len(partners)], finding.Partner{Message: "sends before it", Place: p.Place(op.Instr)})
			}
		}
		message := fmt.Sprintf("second send on %s blocks for ever: no receive is left for it; return after the first send", name)
		findings = append(findings, chanuse.Report(p, second, name, message, partners...))
	}
	return findings
}
