package testrun_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/testrun"
)

func TestArguments(t *testing.T) {
	for _, c := range []struct {
		line                    string
		goTest, packages, build string // goTest "" where all is passed on
		any                     bool
		format, dir             string
	}{
		{line: "", packages: "."},
		{line: "./...", packages: "./..."},
		{line: "-v -run TestA ./a ./b -count 2", packages: "./a ./b"},
		{line: "-run=TestA -tags x,y -race ./a", packages: "./a", build: "-tags=x,y -race"},
		{line: "./a -v ./b", packages: "./a"},
		{line: "-mine value ./a", packages: "."},
		{line: "-mine=value ./a -test.v", packages: "."},
		{line: "./a -args -tags x -any", packages: "./a"},
		{line: "./a -- -any", packages: "./a"},
		{line: "--any -o json -C dir --timeout 3s ./...", goTest: "--timeout 3s ./...", packages: "./...", any: true, format: "json", dir: "dir"},
		{line: "./... --any=false -o=sarif", goTest: "./...", packages: "./...", format: "sarif"},
		{line: "-run -any ./a", packages: "./a"},
		{line: "--mod=mod -modfile x.mod", packages: ".", build: "--mod=mod -modfile=x.mod"},
		{line: "-run", packages: "."},
		{line: "-overlay mine.json ./a", goTest: "./a", packages: "./a"},
		{line: "--source-root .. ./a", goTest: "./a", packages: "./a"},
		{line: "a.go a_test.go", packages: "a.go a_test.go"},
	} {
		got, err := testrun.ParseArguments(strings.Fields(c.line))
		if err != nil {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		want := c.goTest
		if want == "" {
			want = c.line
		}
		for name, pair := range map[string][2][]string{
			"go test": {got.GoTest, strings.Fields(want)}, "packages": {got.Packages, strings.Fields(c.packages)},
			"build": {got.Build, strings.Fields(c.build)},
		} {
			if !slices.Equal(pair[0], pair[1]) {
				t.Errorf("%s: %s %q, want %q", c.line, name, pair[0], pair[1])
			}
		}
		if got.Any != c.any || got.Format != or(c.format, "text") || got.Dir != or(c.dir, ".") {
			t.Errorf("%s: %+v", c.line, got)
		}
	}
}

func TestArgumentsRefused(t *testing.T) {
	for line, want := range map[string]string{
		"-c ./a": "nothing to watch", "-o a.test ./a": `format "a.test"`, "-o": "needs a value", "--any=maybe": "neither true nor false",
	} {
		if _, err := testrun.ParseArguments(strings.Fields(line)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
	if _, err := testrun.ParseArguments([]string{"-h"}); !errors.Is(err, testrun.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
