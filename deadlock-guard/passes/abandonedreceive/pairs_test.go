package abandonedreceive_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/abandonedreceive"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, abandonedreceive.Rule) }
