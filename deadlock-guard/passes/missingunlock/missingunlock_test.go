package missingunlock_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/missingunlock"
)

func Test(t *testing.T) { ruletest.Pairs(t, missingunlock.Rule) }
