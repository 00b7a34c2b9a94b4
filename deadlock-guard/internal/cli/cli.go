// Package cli is the command line of the scanner.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"deadlockwatch.io/deadlock-guard/internal/version"
)

// Exit codes; users' pipelines depend on them.
const (
	Clean    = 0
	Findings = 1
	Failed   = 2
)

const usage = `deadlock-guard finds goroutines that can block for ever.

Usage:
  deadlock-guard scan [flags] [packages]   scan Go packages, ./... by default
  deadlock-guard test [flags of go test] [packages]
                                           run tests, report what they and the scan point at
  deadlock-guard model [flags] [packages]  write which locks are held where
  deadlock-guard gate [flags] SARIF        say what a change adds: compare its scan with an earlier one
  deadlock-guard version                   print the version
  deadlock-guard scan -h                   list the flags; test -h and model -h as well

Exit code: 0 nothing found or model written, 1 findings at or above --fail-on, 2 the command failed.
`

// Run runs a command and returns the exit code.
func Run(ctx context.Context, args []string, out, diagnostics io.Writer) int {
	code, err := dispatch(ctx, args, out, diagnostics)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return Clean
	case err != nil:
		fmt.Fprintln(diagnostics, "deadlock-guard:", err)
		return Failed
	default:
		return code
	}
}

func dispatch(ctx context.Context, args []string, out, diagnostics io.Writer) (int, error) {
	if len(args) == 0 {
		return Failed, fmt.Errorf("no command given\n\n%s", usage)
	}
	switch args[0] {
	case "scan":
		return scan(ctx, args[1:], out, diagnostics)
	case "test":
		return test(ctx, args[1:], out, diagnostics)
	case "model":
		return model(ctx, args[1:], out, diagnostics)
	case "gate":
		return gate(args[1:], out, diagnostics)
	case "version", "--version", "-version":
		_, err := fmt.Fprintln(out, versionLine())
		return Clean, err
	case "help", "-h", "-help", "--help":
		_, err := io.WriteString(out, usage)
		return Clean, err
	default:
		return Failed, fmt.Errorf("unknown command %q\n\n%s", args[0], usage)
	}
}

func versionLine() string {
	line := "deadlock-guard " + version.Semantic
	if revision := version.Revision(); revision != "" {
		line += " (" + revision + ")"
	}
	return line
}
