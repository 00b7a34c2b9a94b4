package e2e

import (
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/cli"
)

// Every case runs go test on a module, as a user does. Words of out and said that begin with an exclamation mark must not be there.
func TestTheTestCommand(t *testing.T) {
	for name, c := range map[string]struct {
		files, args string
		code        int
		out, said   []string // on standard output, and on standard error
	}{
		"leak": {
			files: priceTest, code: cli.Findings, out: []string{"ok  \texample.com/m"},
			said: []string{leak, "price.go:11:10  seen: 1 goroutine waits here after the tests of example.com/m", "1 findings", "1 test binary watched"},
		},
		"repaired twin": {
			files: priceTest, args: "-tags fixed ./...", code: cli.Clean, said: []string{"!price", "0 findings", "3 goroutines left waiting"},
		},
		"healthy goroutines only seen": {
			files: priceTest, args: "-tags=fixed --any", code: cli.Findings, said: []string{"pool.go:8", "left waiting in chan receive", "DG2001", "seen: 3 goroutines wait here"},
		},
		"not reached by a test": {
			files: priceTest, args: "-run TestOther ./...", code: cli.Clean, out: []string{"[no tests to run]"}, said: []string{"!price.go", "0 findings", "1 that only the scan does"},
		},
		"not reached, any": {
			files: priceTest, args: "--any -run TestOther ./...", code: cli.Findings, said: []string{leak, "!price.go:11:10  seen"},
		},
		"no tests": {args: "./...", code: cli.Clean, out: []string{"[no test files]"}, said: []string{"0 test binaries watched"}},
		"failing test": {
			files: priceTest + "-- fail_test.go --\npackage m\n\nimport \"testing\"\n\nfunc TestFail(t *testing.T) { t.Error(\"no\") }\n",
			code:  1, out: []string{"--- FAIL: TestFail", "FAIL\texample.com/m"}, said: []string{leak},
		},
		"compile error": {
			files: "-- x_test.go --\npackage m\n\nvar x int = \"\"\n", code: 1, out: []string{"FAIL\texample.com/m [build failed]"},
			said: []string{"x_test.go:3:13", "0 test binaries watched"},
		},
		"unknown package": {args: "./nowhere", code: 1, said: []string{"nowhere", "0 findings"}},
		"flag that go test refuses": {
			files: priceTest, args: "-count=x", code: 2, said: []string{"invalid value", "0 test binaries watched"},
		},
		"flag that go test refuses, any": {files: priceTest, args: "--any -count=x", code: 2, said: []string{leak}},
		"leak, any": {
			files: priceTest, args: "--any", code: cli.Findings,
			said: []string{"price.go:11:10  seen", "pool.go:8", "2 findings", "!price.go:11:1: warning"},
		},
		"two leaks, one of them seen": {
			files: priceTest + `
-- cost.go --
package m

func Cost(giveUp bool) int {
	costs := make(chan int)
	go func() { costs <- 42 }()
	if giveUp {
		return 0
	}
	return <-costs
}
`, args: ".", code: cli.Findings, said: []string{leak, "!cost.go", "1 that only the scan does"},
		},
		"TestMain that exits": {
			files: priceTest + `
-- main_test.go --
package m

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	if m.Run() != 0 {
		os.Exit(3)
	}
	os.Exit(0)
}
`, code: cli.Findings, said: []string{leak, "price.go:11:10  seen"},
		},
		"os.Exit in a test": {
			files: priceTest + `
-- z_exit_test.go --
package m

import (
	"os"
	"testing"
)

func TestZExit(t *testing.T) { os.Exit(7) }
`, args: "-v", code: 1, out: []string{"exit status 7"}, said: []string{leak, "price.go:11:10  seen"},
		},
		"panic": {
			files: priceTest + "-- z_panic_test.go --\npackage m\n\nimport \"testing\"\n\nfunc TestZPanic(t *testing.T) { panic(\"at the disco\") }\n",
			code:  1, out: []string{"at the disco"}, said: []string{"0 findings", "0 test binaries watched"},
		},
		"parallel subtests": {
			files: `
-- price_test.go --
package m

import "testing"

func TestPrices(t *testing.T) {
	for _, name := range []string{"a", "b", "c", "d"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			Price(true)
		})
	}
}
`, args: "-race ./...", code: cli.Findings, said: []string{"seen: 4 goroutines wait here"},
		},
		"timeout": {
			files: `
-- hang_test.go --
package m

import "testing"

func TestHang(t *testing.T) {
	t.Run("deeper", func(t *testing.T) {
		Price(true)
		done := make(chan bool)
		go func() {
			if _, err := Price(false); err != nil {
				done <- true
			}
		}()
		<-done
	})
}
`, args: "-timeout 2s", code: 1, out: []string{"panic: test timed out after 2s"},
			said: []string{leak, "seen: 1 goroutine waits here when those of example.com/m hung", "hang_test.go:14:3  seen", "!hang_test.go:6"},
		},
		"several packages": {
			files: priceTest + `
-- a/a_test.go --
package a_test

import (
	"testing"

	"example.com/m"
)

func TestPrice(t *testing.T) { m.Price(true) }
-- b/b_test.go --
package b

import "testing"

func TestFine(t *testing.T) {}
`, args: "./...", code: cli.Findings, said: []string{"seen: 2 goroutines wait here after the tests of example.com/m, example.com/m/a", "3 test binaries watched"},
		},
		"harm in another package": {
			files: "-- a/a_test.go --\npackage a\n\nimport (\n\t\"testing\"\n\n\t\"example.com/m\"\n)\n\nfunc TestPrice(t *testing.T) { m.Price(true) }\n",
			args:  "./a", code: cli.Findings, said: []string{leak},
		},
		"built with other flags": {
			files: priceTest, args: "-trimpath -cover -coverpkg=./... -gcflags=all=-l ./...", code: cli.Findings, out: []string{"coverage: "}, said: []string{"price.go:11:10  seen"},
		},
		"ignored": {
			files: priceTest + `
-- price.go --
//go:build !fixed

package m

import "errors"

func Price(giveUp bool) (int, error) {
	prices := make(chan int)
	go func() {
		prices <- 42 //deadlock-guard:ignore DG1001 as small as it gets
	}()
	if giveUp {
		return 0, errors.New("gave up")
	}
	return <-prices, nil
}
`, args: "./...", code: cli.Clean, said: []string{"0 findings, 1 ignored by comments"},
		},
		"arguments of the test": {
			files: `
-- price_test.go --
package m

import (
	"flag"
	"os"
	"testing"
)

var mine = flag.Bool("mine", false, "")

func TestPrice(t *testing.T) {
	_, watched := os.LookupEnv("DEADLOCK_GUARD_WATCH")
	if !*mine || flag.Arg(0) != "--any" || watched {
		t.Errorf("flag %v, arguments %q, watched %v", *mine, flag.Args(), watched)
	}
}
`, args: ". -args -mine -- --any", code: cli.Clean, out: []string{"ok  \t"},
		},
		"-c": {files: priceTest, args: "-c", code: cli.Failed, said: []string{"nothing to watch"}},
		"-h": {args: "-h", code: cli.Clean, said: []string{"Usage: deadlock-guard test"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, said, code := testModule(t, module(t, c.files), c.args)
			if code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			expect(t, "standard output", out, c.out)
			expect(t, "standard error", said, c.said)
		})
	}
}

func expect(t *testing.T, where, text string, words []string) {
	t.Helper()
	for _, word := range words {
		if unwanted, found := strings.CutPrefix(word, "!"); strings.Contains(text, strings.TrimPrefix(word, "!")) == found {
			t.Errorf("%s: %q, unwanted: %v, in:\n%s", where, strings.TrimPrefix(word, "!"), found && unwanted != "", text)
		}
	}
}
