package doublesend_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/doublesend"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, doublesend.Rule) }
