package abandonedsend_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/abandonedsend"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, abandonedsend.Rule) }
