package noexit

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// endlessWait is the channel operation of a loop that has no way out, which the function comes to; nil if there is none.
func endlessWait(fn *ssa.Function) ssa.Instruction {
	for _, loop := range flow.Loops(fn) {
		if !isEndless(loop, fn) {
			continue
		}
		var wait ssa.Instruction
		program.Instructions(fn, func(instruction ssa.Instruction) {
			if wait == nil && loop.Contains(instruction) && waits(instruction) {
				wait = instruction
			}
		})
		if wait != nil {
			return wait
		}
	}
	return nil
}

// isEndless: no edge leads out. The end of a range over a ticker's channel is none, since nobody closes that.
func isEndless(loop *flow.Loop, fn *ssa.Function) bool {
	endless := true
	for _, block := range fn.Blocks {
		last := block.Instrs[len(block.Instrs)-1]
		if !loop.Contains(last) {
			continue
		}
		for _, instruction := range block.Instrs {
			if call, ok := instruction.(ssa.CallInstruction); ok && program.Ends(call) {
				return false
			}
		}
		if len(block.Succs) == 0 {
			return false
		}
		for _, next := range block.Succs {
			if loop.Leaves(block, next) && !isTickerEnd(last) && !panics(next) {
				endless = false
			}
		}
	}
	return endless
}

// panics: a way out that ends the program, not the goroutine alone. Every select has one, for a case that cannot be.
func panics(block *ssa.BasicBlock) bool {
	_, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Panic)
	return ok
}

func isTickerEnd(last ssa.Instruction) bool {
	branch, ok := last.(*ssa.If)
	if !ok {
		return false
	}
	more, ok := branch.Cond.(*ssa.Extract)
	if !ok {
		return false
	}
	receive, ok := more.Tuple.(*ssa.UnOp)
	return ok && isTime(receive.X)
}

// isTime: a channel of a timer, ticker, time.After or time.Tick.
func isTime(channel ssa.Value) bool {
	pipe, ok := channel.Type().Underlying().(*types.Chan)
	if !ok {
		return false
	}
	named, ok := pipe.Elem().(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "time" && named.Obj().Name() == "Time" && pipe.Dir() == types.RecvOnly
}

// waits: a receive or select outside of the library.
func waits(instruction ssa.Instruction) bool {
	switch instruction := instruction.(type) {
	case *ssa.UnOp:
		_, isChannel := instruction.X.Type().Underlying().(*types.Chan)
		return isChannel
	case *ssa.Select:
		return instruction.Blocking
	default:
		return false
	}
}
