package missingclose_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/missingclose"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, missingclose.Rule) }
