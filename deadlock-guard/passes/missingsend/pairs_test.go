package missingsend_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/missingsend"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, missingsend.Rule) }
