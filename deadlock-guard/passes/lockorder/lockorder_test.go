package lockorder_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes/lockorder"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), lockorder.Analyzer, "wrong", "right")
}

func TestPairs(t *testing.T) { ruletest.Pairs(t, lockorder.Rule) }
