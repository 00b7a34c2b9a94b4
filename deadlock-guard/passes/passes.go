// Package passes lists the rules. Each has a folder of its own, with its documentation, code and examples.
package passes

import (
	"fmt"
	"slices"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/rule"
	"deadlockwatch.io/deadlock-guard/passes/abandonedreceive"
	"deadlockwatch.io/deadlock-guard/passes/abandonedsend"
	"deadlockwatch.io/deadlock-guard/passes/condwait"
	"deadlockwatch.io/deadlock-guard/passes/doublelock"
	"deadlockwatch.io/deadlock-guard/passes/doublesend"
	"deadlockwatch.io/deadlock-guard/passes/forgottenresult"
	"deadlockwatch.io/deadlock-guard/passes/gonereceiver"
	"deadlockwatch.io/deadlock-guard/passes/lockcopy"
	"deadlockwatch.io/deadlock-guard/passes/lockorder"
	"deadlockwatch.io/deadlock-guard/passes/lostcancel"
	"deadlockwatch.io/deadlock-guard/passes/lostsignal"
	"deadlockwatch.io/deadlock-guard/passes/lostslot"
	"deadlockwatch.io/deadlock-guard/passes/missingclose"
	"deadlockwatch.io/deadlock-guard/passes/missingsend"
	"deadlockwatch.io/deadlock-guard/passes/missingunlock"
	"deadlockwatch.io/deadlock-guard/passes/nilchannel"
	"deadlockwatch.io/deadlock-guard/passes/noexit"
	"deadlockwatch.io/deadlock-guard/passes/nopartner"
	"deadlockwatch.io/deadlock-guard/passes/overfill"
	"deadlockwatch.io/deadlock-guard/passes/recursiverlock"
	"deadlockwatch.io/deadlock-guard/passes/sendunderlock"
	"deadlockwatch.io/deadlock-guard/passes/stuckselect"
	"deadlockwatch.io/deadlock-guard/passes/timermisuse"
	"deadlockwatch.io/deadlock-guard/passes/waitfirst"
	"deadlockwatch.io/deadlock-guard/passes/waitgroup"
)

// All rules, by ID.
func All() []*rule.Rule {
	return []*rule.Rule{
		abandonedsend.Rule,
		abandonedreceive.Rule,
		lockorder.Rule,
		nilchannel.Rule,
		doublesend.Rule,
		missingclose.Rule,
		nopartner.Rule,
		overfill.Rule,
		stuckselect.Rule,
		missingsend.Rule,
		gonereceiver.Rule,
		timermisuse.Rule,
		waitfirst.Rule,
		noexit.Rule,
		lostcancel.Rule,
		forgottenresult.Rule,
		lostsignal.Rule,
		lostslot.Rule,
		missingunlock.Rule,
		doublelock.Rule,
		recursiverlock.Rule,
		waitgroup.Rule,
		condwait.Rule,
		sendunderlock.Rule,
		lockcopy.Rule,
	}
}

// Select picks rules by ID or name.
func Select(names []string) ([]*rule.Rule, error) {
	var selected []*rule.Rule
	for _, r := range All() {
		if slices.ContainsFunc(names, func(name string) bool { return matches(r, name) }) {
			selected = append(selected, r)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(selected, func(r *rule.Rule) bool { return matches(r, name) }) {
			return nil, fmt.Errorf("there is no rule %q", name)
		}
	}
	return selected, nil
}

func matches(r *rule.Rule, name string) bool {
	name = strings.TrimSpace(name)
	return strings.EqualFold(r.ID, name) || strings.EqualFold(r.Name, name)
}
