package lockcopy_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/lockcopy"
)

func Test(t *testing.T) { ruletest.Pairs(t, lockcopy.Rule) }
