package condwait_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/condwait"
)

func Test(t *testing.T) { ruletest.Pairs(t, condwait.Rule) }
