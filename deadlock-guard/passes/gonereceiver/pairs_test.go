package gonereceiver_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/gonereceiver"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, gonereceiver.Rule) }
