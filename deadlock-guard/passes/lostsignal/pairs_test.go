package lostsignal_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/lostsignal"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, lostsignal.Rule) }
