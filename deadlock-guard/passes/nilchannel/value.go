package nilchannel

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// nilBecause says why a channel is nil at an operation, for certain or on a path that nothing rules out.
func nilBecause(p *program.Program, channel ssa.Value, at ssa.Instruction) (reason, bool) {
	why := reason{name: nameOf(channel)}
	switch channel := channel.(type) {
	case *ssa.Const:
		why.text = "it is nil, and was never made"
		return why, channel.IsNil()
	case *ssa.ChangeType:
		return nilBecause(p, channel.X, at)
	case *ssa.Call:
		callee := program.Callee(channel)
		if callee == nil || !alwaysNil(callee) {
			return why, false
		}
		why.text = callee.Name() + " returns nil"
		why.partners = p.Beginning(callee, "returns nil on every path")
		return why, true
	case *ssa.Phi:
		from := nilEdge(channel, at)
		if from == nil {
			return why, false
		}
		last := from.Instrs[len(from.Instrs)-1]
		why.text = "it is nil on a path on which it was not made"
		why.partners = []finding.Partner{{Message: "the path without a channel comes from here", Place: p.Place(last)}}
		return why, true
	case *ssa.UnOp:
		if channel.Op == token.MUL {
			return nilVariable(p, channel, why)
		}
	}
	return why, false
}

func alwaysNil(fn *ssa.Function) bool {
	returns := 0
	for _, block := range fn.Blocks {
		if result, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok {
			returns++
			value, ok := result.Results[0].(*ssa.Const)
			if len(result.Results) != 1 || !ok || !value.IsNil() {
				return false
			}
		}
	}
	return returns > 0
}

// nameOf is the channel's variable, as far as it still has one.
func nameOf(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Phi:
		if v.Comment != "" {
			return v.Comment
		}
	case *ssa.UnOp:
		return nameOf(v.X)
	case *ssa.Alloc:
		if v.Comment != "" {
			return v.Comment
		}
	case *ssa.FreeVar:
		return v.Name()
	case *ssa.IndexAddr:
		return nameOf(v.X) + "[...]"
	case *ssa.MakeSlice:
		if name := program.Variable(v.Parent(), v.Pos()); name != "" {
			return name
		}
	case *ssa.Call:
		if callee := v.Call.StaticCallee(); callee != nil {
			return callee.Name() + "()"
		}
	}
	return "a nil channel"
}
