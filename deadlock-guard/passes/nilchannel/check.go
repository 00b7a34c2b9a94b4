package nilchannel

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		if program.IsMain(fn) {
			continue // it may well wait for ever, to let the program run
		}
		program.Instructions(fn, func(instruction ssa.Instruction) {
			if channel, operation := operand(instruction); channel != nil {
				if why, isNil := nilBecause(p, channel, instruction); isNil {
					findings = append(findings, report(p, instruction, operation, why))
				}
			}
		})
	}
	for _, shared := range chanuse.AllShared(p) {
		findings = append(findings, neverMade(p, shared)...)
	}
	return findings
}

// operand is the channel of a send or receive outside of a select: in a select, nil switches a case off, which is often meant.
func operand(instruction ssa.Instruction) (channel ssa.Value, operation string) {
	switch instruction := instruction.(type) {
	case *ssa.Send:
		return instruction.Chan, identity.ChanSend
	case *ssa.UnOp:
		if instruction.Op == token.ARROW {
			return instruction.X, identity.ChanReceive
		}
	}
	return nil, ""
}

// reason says why a channel is nil, and where that comes from.
type reason struct {
	name     string
	text     string
	partners []finding.Partner
}

func report(p *program.Program, at ssa.Instruction, operation string, why reason) finding.Finding {
	word := "receive from"
	if operation == identity.ChanSend {
		word = "send on"
	}
	message := fmt.Sprintf("%s %s blocks for ever: %s", word, why.name, why.text)
	return chanuse.ReportAt(p, at, operation, why.name, message, why.partners...)
}

// neverMade: a field or package variable that is never set to a channel.
func neverMade(p *program.Program, shared *chanuse.Shared) []finding.Finding {
	if !shared.IsKnown() || len(shared.Makes) > 0 || !hasOwner(p, shared.Object) {
		return nil
	}
	var findings []finding.Finding
	for _, op := range shared.Ops(chanuse.Send, chanuse.Receive) {
		if program.IsMain(op.Instr.Parent()) {
			continue
		}
		_, operation := operand(op.Instr)
		why := reason{name: shared.Name(), text: "it is nil, nothing ever sets it to a channel; make it where its struct or package starts"}
		why.partners = []finding.Partner{{Message: "declared here, and never made", Place: p.At(op.Instr.Parent(), shared.Object.Pos())}}
		findings = append(findings, report(p, op.Instr, operation, why))
	}
	return findings
}

// hasOwner: a struct with the field is made somewhere, and not by tests alone. A package variable always exists.
func hasOwner(p *program.Program, object types.Object) bool {
	field, ok := object.(*types.Var)
	if !ok || !field.IsField() {
		return true
	}
	for _, fn := range p.Functions {
		made := false
		program.Instructions(fn, func(instruction ssa.Instruction) {
			if variable, ok := instruction.(*ssa.Alloc); ok && !isParameter(variable) {
				made = made || holds(variable.Type().Underlying().(*types.Pointer).Elem(), field)
			}
		})
		if made {
			return true
		}
	}
	return false
}

// isParameter: the variable is the function's own copy of an argument.
func isParameter(variable *ssa.Alloc) bool {
	for _, user := range *variable.Referrers() {
		if store, ok := user.(*ssa.Store); ok && store.Addr == variable {
			if _, ok := store.Val.(*ssa.Parameter); ok {
				return true
			}
		}
	}
	return false
}

// holds: a struct with the field itself; one within another struct is made with it.
func holds(t types.Type, field *types.Var) bool {
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for part := range structure.Fields() {
		if part.Origin() == field || holds(part.Type(), field) {
			return true
		}
	}
	return false
}
