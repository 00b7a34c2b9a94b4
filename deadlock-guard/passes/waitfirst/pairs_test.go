package waitfirst_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/waitfirst"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, waitfirst.Rule) }
