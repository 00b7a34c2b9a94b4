package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// cell is a place in memory that many loads read: a field, whichever object it is in, or a package variable.
type cell any // *types.Var or *ssa.Global

// maxLoads bounds the fields on the way to a value.
const maxLoads = 4

// place names what a load reads, so that two loads of one field are one operand as long as nothing changes it; cells are what must not
// change. Only a value that is asked once and where it is read is such an operand: one that is kept stays as it is.
func place(load *ssa.UnOp) (root ssa.Value, fields string, cells []cell) {
	if load.Op != token.MUL || !askedAtOnce(load) {
		return nil, "", nil
	}
	return address(load.X, maxLoads)
}

func address(v ssa.Value, loads int) (root ssa.Value, fields string, cells []cell) {
	switch v := v.(type) {
	case *ssa.Global:
		return v, "*", []cell{v}
	case *ssa.FieldAddr:
		field := fieldOf(v)
		if load, ok := v.X.(*ssa.UnOp); ok && load.Op == token.MUL && loads > 0 {
			if root, fields, cells = address(load.X, loads-1); root != nil {
				return root, fields + "*." + strconv.Itoa(v.Field), append(cells, field)
			}
		}
		if _, isField := v.X.(*ssa.FieldAddr); isField && loads > 0 {
			root, fields, cells = address(v.X, loads-1)
			return root, fields + "." + strconv.Itoa(v.Field), append(cells, field)
		}
		return v.X, "." + strconv.Itoa(v.Field), []cell{field}
	}
	return nil, "", nil
}

func fieldOf(address *ssa.FieldAddr) *types.Var {
	owner := address.X.Type().Underlying().(*types.Pointer).Elem()
	return owner.Underlying().(*types.Struct).Field(address.Field).Origin()
}

// askedAtOnce: one condition asks for the value, at the end of the block that reads it.
func askedAtOnce(load *ssa.UnOp) bool {
	var user ssa.Value = load
	for {
		users := *user.Referrers()
		if len(users) != 1 || users[0].Block() != load.Block() {
			return false
		}
		switch next := users[0].(type) {
		case *ssa.If:
			return true
		case *ssa.BinOp:
			user = next
		case *ssa.UnOp:
			user = next
		default:
			return false
		}
	}
}

// changes says whether an instruction may change a cell: it stores to it, calls a function that does, or lets others have the lock.
func changes(instruction ssa.Instruction, what cell, depth int) bool {
	switch instruction := instruction.(type) {
	case *ssa.Store:
		switch address := instruction.Addr.(type) {
		case *ssa.FieldAddr:
			return fieldOf(address) == what
		case *ssa.Global:
			return address == what
		}
	case ssa.CallInstruction:
		callee := instruction.Common().StaticCallee()
		if callee == nil {
			return false // it could, but hardly what its caller asks for
		}
		if object, ok := callee.Object().(*types.Func); ok && slices.Contains(lockers, object.FullName()) {
			return true
		}
		return depth > 0 && slices.ContainsFunc(callee.Blocks, func(block *ssa.BasicBlock) bool {
			return slices.ContainsFunc(block.Instrs, func(inner ssa.Instruction) bool { return changes(inner, what, depth-1) })
		})
	}
	return false
}

// lockers wait for others, who may then change what a lock guards.
var lockers = []string{
	"(*sync.Mutex).Lock", "(*sync.RWMutex).Lock", "(*sync.RWMutex).RLock", "(*sync.Cond).Wait", "(*sync.WaitGroup).Wait",
}

// maxCallDepth bounds how far calls are followed to a store.
const maxCallDepth = 2

// note remembers the cells that a condition reads.
func (c *conditions) note(number int, condition ssa.Value) {
	switch v := condition.(type) {
	case *ssa.UnOp:
		if v.Op == token.NOT {
			c.note(number, v.X)
		} else if _, _, cells := place(v); len(cells) > 0 {
			c.cells[number] = append(c.cells[number], cells...)
		}
	case *ssa.BinOp:
		c.note(number, v.X)
		c.note(number, v.Y)
	case *ssa.Call:
		for _, argument := range v.Call.Args {
			c.note(number, argument)
		}
	}
}

// moves finds the blocks that may change what atoms read.
func (c *conditions) moves(fn *ssa.Function) {
	c.moved = map[*ssa.BasicBlock]uint64{}
	for number, cells := range c.cells {
		for _, block := range fn.Blocks {
			if slices.ContainsFunc(block.Instrs, func(instruction ssa.Instruction) bool {
				return slices.ContainsFunc(cells, func(what cell) bool { return changes(instruction, what, maxCallDepth) })
			}) {
				c.moved[block] |= 1 << number
			}
		}
	}
}
