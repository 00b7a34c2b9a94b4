package nilchannel_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/nilchannel"
)

func TestPairs(t *testing.T) { ruletest.Pairs(t, nilchannel.Rule) }
