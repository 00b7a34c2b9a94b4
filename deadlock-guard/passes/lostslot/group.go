package lostslot

import (
	"fmt"
	"go/constant"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/flow"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

const group = "(*golang.org/x/sync/errgroup.Group)."

// groups checks what a function starts in an errgroup: does it wait for a place in the group, or for the group?
func groups(p *program.Program, fn *ssa.Function) []finding.Finding {
	var findings []finding.Finding
	program.Instructions(fn, func(instruction ssa.Instruction) {
		start, ok := instruction.(*ssa.Call)
		if !ok || method(start) != group+"Go" && method(start) != group+"TryGo" {
			return
		}
		outer := outermost(fn)
		name := outer.name(start.Call.Args[0])
		if name == "" {
			return
		}
		set := limitOf(fn, name)
		if set != nil && set.is(0) && method(start) == group+"Go" {
			findings = append(findings, chanuse.ReportAt(p, start, identity.ChanSend, "errgroup",
				"Go blocks for ever: the limit of the group is 0", partner(p, set.at, "the limit is set here")))
			return
		}
		started := outer.enter(start.Call.Args[1], nil)
		if started == nil {
			return
		}
		started.below(func(f *frame, call ssa.CallInstruction) {
			if _, ok := call.(*ssa.Defer); ok && method(call) != group+"Wait" || !isOf(f, call, name) {
				return
			}
			from := partner(p, start, "starts the goroutine that waits")
			switch method(call) {
			case group + "Wait":
				findings = append(findings, chanuse.ReportAt(p, call, identity.WaitGroupWait, "errgroup",
					"Wait blocks for ever: the goroutine that waits here is one of the group", from))
			case group + "Go":
				if set != nil && (call == ssa.CallInstruction(start) || set.filledBy(start)) {
					findings = append(findings, chanuse.ReportAt(p, call, identity.ChanSend, "errgroup", fmt.Sprintf(
						"Go blocks for ever if all places of the group are taken by goroutines that wait here: the limit %s, and each keeps its place", set),
						from, partner(p, set.at, "the limit is set here")))
				}
			}
		})
	})
	return findings
}

func isOf(f *frame, call ssa.CallInstruction, name string) bool {
	switch method(call) {
	case group + "Go", group + "Wait":
		return f.name(call.Common().Args[0]) == name
	default:
		return false
	}
}

// limit is the only call that limits a group.
type limit struct{ at ssa.CallInstruction }

// limitOf looks in a function, and in those that it is written in or that are written in them; nil if there is none, or several.
func limitOf(fn *ssa.Function, name string) *limit {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	var found []ssa.CallInstruction
	var search func(*ssa.Function)
	search = func(fn *ssa.Function) {
		program.Instructions(fn, func(instruction ssa.Instruction) {
			call, ok := instruction.(ssa.CallInstruction)
			if ok && method(call) == group+"SetLimit" && outermost(fn).name(call.Common().Args[0]) == name {
				found = append(found, call)
			}
		})
		for _, inner := range fn.AnonFuncs {
			search(inner)
		}
	}
	search(fn)
	if len(found) != 1 {
		return nil
	}
	set := &limit{found[0]}
	if n, known := number(set.at.Common().Args[1]); known && n < 0 {
		return nil
	}
	return set
}

func (l *limit) is(n int64) bool {
	set, known := number(l.at.Common().Args[1])
	return known && set == n
}

// filledBy says whether the goroutines that an instruction starts can take all places.
func (l *limit) filledBy(start ssa.Instruction) bool {
	if l.is(1) {
		return true
	}
	places, constant := number(l.at.Common().Args[1])
	for _, loop := range flow.Loops(start.Parent()) {
		if !loop.Contains(start) {
			continue
		}
		if rounds, known := loop.Rounds(); !known || !constant || int64(rounds) >= places {
			return true
		}
	}
	return false
}

// String says it in words.
func (l *limit) String() string {
	if n, known := number(l.at.Common().Args[1]); known {
		return fmt.Sprintf("is %d", n)
	}
	return "holds for them too"
}

func number(v ssa.Value) (n int64, known bool) {
	value, ok := v.(*ssa.Const)
	if !ok || value.Value == nil || value.Value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(value.Value)
}

func partner(p *program.Program, at ssa.Instruction, message string) finding.Partner {
	return finding.Partner{Message: message, Place: p.Place(at)}
}
