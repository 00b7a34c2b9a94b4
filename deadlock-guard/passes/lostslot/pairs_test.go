package lostslot_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/lostslot"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, lostslot.Rule) }
