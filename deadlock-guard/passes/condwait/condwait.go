// Package condwait reports DG1024: a wait for a condition variable that nobody ends. See doc.md.
package condwait

import (
	_ "embed"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/lockflow"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

//go:embed doc.md
var help string

// Rule is DG1024.
var Rule = &rule.Rule{
	ID:      "DG1024",
	Name:    "condwait",
	Summary: "A wait for a sync.Cond that nobody signals, or whose signal can be lost.",
	Help:    help,
	Fix:     "Change the condition and call Broadcast or Signal with the lock held, and wait in a loop that asks for the condition.",
	Level:   finding.Warning,
	CWE:     833,
	Run:     run,
}

// Analyzer is the rule for vet tools.
var Analyzer = Rule.Analyzer()

// conds is what the parts of the rule look at.
type conds struct {
	*lockflow.Analysis
	waits    []place
	wakes    map[string][]ssa.Instruction // by the class of the variable
	escaped  map[string]bool
	changing map[string]bool // classes of fields and variables that are set after they are made
	unknown  bool            // some variable is signalled of which nothing is known
	found    []finding.Finding
}

// place is a Wait of fn itself, or one that it comes to through calls.
type place struct {
	fn    *ssa.Function
	event lockflow.Event
}

func run(p *program.Program) []finding.Finding {
	c := &conds{Analysis: lockflow.Analyse(p), wakes: map[string][]ssa.Instruction{}, escaped: map[string]bool{}, changing: changing(p)}
	c.FunctionsWith(func(fn *ssa.Function, result *lockflow.Result) {
		for _, event := range result.Events {
			switch {
			case event.Kind == lockflow.CondWait:
				c.waits = append(c.waits, place{fn, event})
			case event.Kind == lockflow.Wake && len(event.Calls) == 0:
				c.wakes[event.Class.Key] = append(c.wakes[event.Class.Key], event.At)
				c.unknown = c.unknown || event.Class.Key == "" && !isLocal(lockflow.Receiver(event.At.(ssa.CallInstruction)))
			}
		}
	})
	c.findEscapes()
	for _, w := range c.waits {
		if len(w.event.Calls) == 0 {
			c.withoutWaker(w)
			c.outsideLoop(w)
		}
		c.underLock(w)
	}
	return c.found
}
