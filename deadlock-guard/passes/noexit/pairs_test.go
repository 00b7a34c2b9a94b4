package noexit_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/noexit"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, noexit.Rule) }
