package recursiverlock_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/recursiverlock"
)

func Test(t *testing.T) { ruletest.Pairs(t, recursiverlock.Rule) }
