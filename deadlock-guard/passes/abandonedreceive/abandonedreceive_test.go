package abandonedreceive_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"deadlockwatch.io/deadlock-guard/passes/abandonedreceive"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), abandonedreceive.Analyzer, "wrong", "right")
}
