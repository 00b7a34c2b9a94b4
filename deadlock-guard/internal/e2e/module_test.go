package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"deadlockwatch.io/deadlock-guard/internal/cli"
)

// base is a module with a leak, its repaired twin behind a build tag, and healthy goroutines.
const base = `
-- go.mod --
module example.com/m

go 1.21
-- price.go --
//go:build !fixed

package m

import "errors"

// Price leaves its goroutine behind if it is told to give up.
func Price(giveUp bool) (int, error) {
	prices := make(chan int)
	go func() {
		prices <- 42
	}()
	if giveUp {
		return 0, errors.New("gave up")
	}
	return <-prices, nil
}
-- price_fixed.go --
//go:build fixed

package m

import "errors"

func Price(giveUp bool) (int, error) {
	prices := make(chan int, 1)
	go func() {
		prices <- 42
	}()
	if giveUp {
		return 0, errors.New("gave up")
	}
	return <-prices, nil
}
-- pool.go --
package m

var jobs = make(chan func())

func init() {
	for range make([]int, 3) {
		go func() {
			for job := range jobs {
				job()
			}
		}()
	}
}
`

const priceTest = `
-- price_test.go --
package m

import "testing"

func TestPrice(t *testing.T) {
	if _, err := Price(true); err == nil {
		t.Error("no error")
	}
}
`

// leak is what every report says of the base's leak.
const leak = "price.go:11:10: warning: send on prices blocks for ever"

// module writes base and more files.
func module(t *testing.T, files string) string {
	t.Helper()
	dir := t.TempDir()
	for _, file := range txtar.Parse([]byte(base + files)).Files {
		name := filepath.Join(dir, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, file.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// testModule runs deadlock-guard test in a folder.
func testModule(t *testing.T, dir, args string) (out, diagnostics string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Run(t.Context(), append([]string{"test", "-C", dir}, strings.Fields(args)...), &stdout, &stderr)
	return stdout.String(), stderr.String(), code
}
