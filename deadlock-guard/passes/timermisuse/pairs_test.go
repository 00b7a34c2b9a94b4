package timermisuse_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/timermisuse"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, timermisuse.Rule) }
