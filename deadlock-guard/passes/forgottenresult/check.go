package forgottenresult

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	sends := replies(p)
	var findings []finding.Finding
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			entry, ok := instruction.(*ssa.MapUpdate)
			if !ok {
				return
			}
			made, ok := unwrap(entry.Value).(*ssa.MakeChan)
			if !ok || !isUnbuffered(made) {
				return
			}
			holder := heldIn(entry.Map)
			if holder == nil || len(sends[holder]) == 0 {
				return
			}
			if exit := leavesEntry(entry, made, holder); exit != nil {
				findings = append(findings, reports(p, made, entry, exit, sends[holder])...)
			}
		})
	}
	return findings
}

// heldIn is the field or package variable that a map comes from, or nil.
func heldIn(mapping ssa.Value) types.Object {
	load, ok := mapping.(*ssa.UnOp)
	if !ok {
		return nil
	}
	switch address := load.X.(type) {
	case *ssa.FieldAddr:
		pointer := address.X.Type().Underlying().(*types.Pointer)
		return pointer.Elem().Underlying().(*types.Struct).Field(address.Field).Origin()
	case *ssa.Global:
		return address.Object()
	}
	return nil
}

func unwrap(v ssa.Value) ssa.Value {
	for {
		switch inner := v.(type) {
		case *ssa.ChangeType:
			v = inner.X
		case *ssa.UnOp: // a variable that closures share, set once
			variable, ok := inner.X.(*ssa.Alloc)
			if !ok {
				return v
			}
			store := onlyStore(variable)
			if store == nil {
				return v
			}
			v = store.Val
		default:
			return v
		}
	}
}

func onlyStore(variable *ssa.Alloc) *ssa.Store {
	var only *ssa.Store
	for _, user := range *variable.Referrers() {
		if store, ok := user.(*ssa.Store); ok && store.Addr == variable {
			if only != nil {
				return nil
			}
			only = store
		}
	}
	return only
}

func isUnbuffered(made *ssa.MakeChan) bool {
	size, ok := made.Size.(*ssa.Const)
	return ok && size.Int64() == 0
}

// replies lists, for every map of channels, the sends outside of a select on a channel that is looked up in it.
func replies(p *program.Program) map[types.Object][]*ssa.Send {
	found := map[types.Object][]*ssa.Send{}
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			send, ok := instruction.(*ssa.Send)
			if !ok {
				return
			}
			if holder := lookedUp(send.Chan); holder != nil {
				found[holder] = append(found[holder], send)
			}
		})
	}
	return found
}

// lookedUp is the map that a channel was found in, by key or in a range.
func lookedUp(channel ssa.Value) types.Object {
	switch channel := channel.(type) {
	case *ssa.Lookup:
		return heldIn(channel.X)
	case *ssa.Extract:
		switch tuple := channel.Tuple.(type) {
		case *ssa.Lookup:
			return heldIn(tuple.X)
		case *ssa.Next:
			if each, ok := tuple.Iter.(*ssa.Range); ok {
				return heldIn(each.X)
			}
		}
	}
	return nil
}

func reports(p *program.Program, made *ssa.MakeChan, entry *ssa.MapUpdate, exit ssa.Instruction, sends []*ssa.Send) []finding.Finding {
	leaves := p.Place(exit)
	name := heldIn(entry.Map).Name()
	partners := []finding.Partner{
		{Message: "the waiter's channel, without a buffer", Place: p.Place(made)},
		{Message: "is put into the map here", Place: p.Place(entry)},
		{Message: "the waiter leaves here, and its entry stays", Place: leaves},
	}
	var findings []finding.Finding
	for _, send := range sends {
		message := fmt.Sprintf("send to a channel in %s blocks for ever if the waiter has left at line %d; delete its entry and give it a buffer of 1",
			name, leaves.Position.Line)
		findings = append(findings, chanuse.ReportAt(p, send, identity.ChanSend, name, message, partners...))
	}
	return findings
}
