package nopartner_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/nopartner"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, nopartner.Rule) }
