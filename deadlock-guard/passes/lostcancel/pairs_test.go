package lostcancel_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/lostcancel"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, lostcancel.Rule) }
