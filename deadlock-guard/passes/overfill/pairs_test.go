package overfill_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/overfill"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, overfill.Rule) }
