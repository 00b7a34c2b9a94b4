package sendunderlock_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/sendunderlock"
)

func Test(t *testing.T) { ruletest.Pairs(t, sendunderlock.Rule) }
