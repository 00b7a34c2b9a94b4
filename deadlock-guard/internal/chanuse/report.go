package chanuse

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

var operations = map[Kind]string{
	Send: identity.ChanSend, Receive: identity.ChanReceive, Close: identity.ChanSend,
	SelectSend: identity.Select, SelectReceive: identity.Select,
}

// Report is a finding at an operation; object names what it waits for.
func Report(p *program.Program, op Op, object, message string, partners ...finding.Partner) finding.Finding {
	path, entry := Path(p, op), Entry(op)
	if path[0].Kind != finding.Go {
		if start, caller := wayIn(p, root(op.Node).Fn); start != nil {
			path, entry = append(start, path...), caller
		}
	}
	return finding.Finding{
		Message: message, At: p.Place(op.Instr), Operation: operations[op.Kind], Entry: entry, Object: object, Path: path, Partners: partners,
	}
}

// ReportAt is a finding at an instruction that is no operation on a followed channel.
func ReportAt(p *program.Program, at ssa.Instruction, operation, object, message string, partners ...finding.Partner) finding.Finding {
	path, entry := wayIn(p, at.Parent())
	if path == nil {
		entry = identity.OfFunction(at.Parent())
	}
	return finding.Finding{
		Message: message, At: p.Place(at), Operation: operation, Entry: entry, Object: object, Partners: partners,
		Path: append(path, finding.Step{Kind: finding.Block, Place: p.Place(at)}),
	}
}

// Partners are the places of operations, each with the same words.
func Partners(p *program.Program, ops []Op, message string) []finding.Partner {
	var partners []finding.Partner
	for _, op := range ops {
		partners = append(partners, finding.Partner{Message: message, Place: p.Place(op.Instr)})
	}
	return partners
}

func root(n *Node) *Node {
	for n.Parent != nil {
		n = n.Parent
	}
	return n
}

// wayIn is a way from a go statement to a function, outermost step first, and the symbol that the statement starts; nil if none is known.
func wayIn(p *program.Program, fn *ssa.Function) (steps []finding.Step, entry string) {
	for range maxDepth {
		calls, _ := p.Callers(fn)
		if len(calls) == 0 {
			return nil, ""
		}
		call := calls[0]
		if started := slices.IndexFunc(calls, func(c program.Call) bool { return program.Spawns(c.Site) }); started >= 0 {
			call = calls[started]
		}
		step := finding.Step{Kind: finding.Call, Place: p.Place(call.Site)}
		if program.Spawns(call.Site) {
			step.Kind = finding.Go
		}
		steps = append([]finding.Step{step}, steps...)
		if step.Kind == finding.Go {
			return steps, identity.OfFunction(fn)
		}
		fn = call.From
	}
	return nil, ""
}
