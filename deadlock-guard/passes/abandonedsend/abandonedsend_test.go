package abandonedsend_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"deadlockwatch.io/deadlock-guard/passes/abandonedsend"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), abandonedsend.Analyzer, "wrong", "right")
}
