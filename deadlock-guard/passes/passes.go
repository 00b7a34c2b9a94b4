// Package passes lists the rules. Each has a folder of its own, with its documentation, code and examples.
package passes

import (
	"fmt"
	"slices"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/rule"
	"deadlockwatch.io/deadlock-guard/passes/abandonedreceive"
	"deadlockwatch.io/deadlock-guard/passes/abandonedsend"
	"deadlockwatch.io/deadlock-guard/passes/lockorder"
)

// All rules, by ID.
func All() []*rule.Rule {
	return []*rule.Rule{
		abandonedsend.Rule,
		abandonedreceive.Rule,
		lockorder.Rule,
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
