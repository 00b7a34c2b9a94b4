package nopartner

import (
	"fmt"
	"go/types"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		for _, channel := range chanuse.Of(fn) {
			findings = append(findings, local(p, channel)...)
		}
	}
	for _, shared := range chanuse.AllShared(p) {
		findings = append(findings, kept(p, shared)...)
	}
	return findings
}

// local looks at a channel that never leaves the functions that get it from its maker.
func local(p *program.Program, channel *chanuse.Channel) []finding.Finding {
	var lonely []chanuse.Op
	if !channel.OthersSend && len(channel.Ops(chanuse.Send, chanuse.SelectSend, chanuse.Close)) == 0 {
		lonely = channel.Ops(chanuse.Receive)
	}
	if !channel.OthersReceive && channel.Capacity == 0 && len(channel.Ops(chanuse.Receive, chanuse.SelectReceive)) == 0 {
		lonely = append(lonely, channel.Ops(chanuse.Send)...)
	}
	var findings []finding.Finding
	for _, op := range lonely {
		if isMainWaiting(channel, op) || op.Node.Context() == chanuse.Unknown || isAbandoned(channel, op) {
			continue
		}
		made := finding.Partner{Message: "the channel is made here", Place: p.Place(channel.Make)}
		findings = append(findings, report(p, op, channel.Name(), made))
	}
	return findings
}

// isMainWaiting: a program that is to run for ever may well end its main function like this.
func isMainWaiting(channel *chanuse.Channel, op chanuse.Op) bool {
	return op.Kind == chanuse.Receive && program.IsMain(channel.Make.Parent()) && op.Node.Context() != chanuse.Spawned
}

// isAbandoned: rule abandonedsend reports a goroutine's send whose maker leaves.
func isAbandoned(channel *chanuse.Channel, op chanuse.Op) bool {
	if op.Kind != chanuse.Send || op.Node.Context() != chanuse.Spawned || channel.Escape != "" || program.IsMain(channel.Make.Parent()) {
		return false
	}
	_, found := chanuse.Abandoned(channel, func(started *chanuse.Node) int { return chanuse.Most(started, chanuse.Send) })
	return found
}

// kept looks at the channels of a field or package variable.
func kept(p *program.Program, shared *chanuse.Shared) []finding.Finding {
	if len(shared.Makes) == 0 {
		return nil // nil, or from elsewhere
	}
	var lonely []chanuse.Op
	if isField(shared) && !shared.OthersSend() && len(shared.Ops(chanuse.Send, chanuse.SelectSend, chanuse.Close)) == 0 {
		lonely = shared.Ops(chanuse.Receive)
	}
	_, largest := shared.Capacity()
	if !shared.OthersReceive() && largest == 0 && len(shared.Ops(chanuse.Receive, chanuse.SelectReceive)) == 0 {
		lonely = append(lonely, shared.Ops(chanuse.Send)...)
	}
	var findings []finding.Finding
	for _, op := range lonely {
		if op.Kind == chanuse.Receive && flow.Repeats(op.Instr) {
			continue // workers that this program gives nothing to do
		}
		made := finding.Partner{Message: "a channel is made for it here", Place: p.Place(shared.Makes[0])}
		findings = append(findings, report(p, op, shared.Name(), made))
	}
	return findings
}

// isField: a package variable that nobody closes is a usual way to say that something is to wait for ever.
func isField(shared *chanuse.Shared) bool {
	variable, ok := shared.Object.(*types.Var)
	return ok && variable.IsField()
}

func report(p *program.Program, op chanuse.Op, name string, made finding.Partner) finding.Finding {
	message := fmt.Sprintf("receive from %s blocks for ever: nobody sends on it or closes it", name)
	if op.Kind == chanuse.Send {
		message = fmt.Sprintf("send on %s blocks for ever: nobody receives from it", name)
	}
	return chanuse.Report(p, op, name, message, made)
}
