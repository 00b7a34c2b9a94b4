package forgottenresult_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/forgottenresult"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, forgottenresult.Rule) }
