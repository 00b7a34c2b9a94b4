package doublelock_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/doublelock"
)

func Test(t *testing.T) { ruletest.Pairs(t, doublelock.Rule) }
