package stuckselect_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/stuckselect"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, stuckselect.Rule) }
