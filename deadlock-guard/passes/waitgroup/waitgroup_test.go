package waitgroup_test

import (
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/waitgroup"
)

func Test(t *testing.T) { ruletest.Pairs(t, waitgroup.Rule) }
