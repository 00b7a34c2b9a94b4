package chanuse

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/program"
)

// place is one use of the address or value of a shared variable.
type place struct {
	fn    *ssa.Function
	value ssa.Value // its address, or a copy of its value
	copy  bool
}

var allShared = program.NewFact(findShared)

// AllShared finds the channels that a program keeps in struct fields and package variables.
func AllShared(p *program.Program) []*Shared { return allShared.Of(p) }

func findShared(p *program.Program) []*Shared {
	var order []types.Object
	places := map[types.Object][]place{}
	note := func(object types.Object, at place) {
		if _, known := places[object]; !known {
			order = append(order, object)
		}
		places[object] = append(places[object], at)
	}
	for _, fn := range p.Functions {
		program.Instructions(fn, func(instruction ssa.Instruction) { notePlaces(fn, instruction, note) })
	}
	var all []*Shared
	for _, object := range order {
		all = append(all, traceShared(p, object, places[object]))
	}
	return all
}

func notePlaces(fn *ssa.Function, instruction ssa.Instruction, note func(types.Object, place)) {
	switch instruction := instruction.(type) {
	case *ssa.FieldAddr:
		if field := fieldOf(instruction); isChannel(field.Type()) {
			note(field, place{fn: fn, value: instruction})
		}
	case *ssa.Field:
		structure := instruction.X.Type().Underlying().(*types.Struct)
		if field := structure.Field(instruction.Field).Origin(); isChannel(field.Type()) {
			note(field, place{fn: fn, value: instruction, copy: true})
		}
	}
	for _, operand := range instruction.Operands(nil) {
		if global, ok := (*operand).(*ssa.Global); ok && global.Object() != nil && isChannel(global.Object().Type()) {
			note(global.Object(), place{fn: fn, value: global})
		}
	}
}

func isChannel(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// usersIn: a package variable is used everywhere, so its users are looked for in the function.
func usersIn(at place) []ssa.Instruction {
	if referrers := at.value.Referrers(); referrers != nil {
		return *referrers
	}
	var users []ssa.Instruction
	program.Instructions(at.fn, func(instruction ssa.Instruction) {
		for _, operand := range instruction.Operands(nil) {
			if *operand == at.value {
				users = append(users, instruction)
			}
		}
	})
	return users
}
