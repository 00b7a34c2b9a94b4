package testrun_test

import (
	"slices"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/testrun"
)

// What go test gets is what was written, in that order, without what is taken here.
func FuzzArguments(f *testing.F) {
	f.Add("--any -o json -C dir -run TestA -tags x,y ./a ./b -args -any")
	f.Add("-overlay=mine.json --source-root .. -race")
	f.Fuzz(func(t *testing.T, line string) {
		arguments := strings.Fields(line)
		parsed, err := testrun.ParseArguments(arguments)
		if err != nil {
			return
		}
		if len(parsed.Packages) == 0 {
			t.Error("no packages")
		}
		rest := arguments
		for _, passed := range parsed.GoTest {
			at := slices.Index(rest, passed)
			if at < 0 {
				t.Fatalf("%q: go test gets %q", line, parsed.GoTest)
			}
			rest = rest[at+1:]
		}
	})
}
