package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/load"
	"deadlockwatch.io/deadlock-guard/internal/report"
	"deadlockwatch.io/deadlock-guard/internal/repository"
	"deadlockwatch.io/deadlock-guard/internal/testrun"
	"deadlockwatch.io/deadlock-guard/passes"
)

const testUsage = `Usage: deadlock-guard test [flags] [flags of go test] [packages] [-args ...]

Runs go test, and reports goroutines left waiting where the scan says that they can wait for ever.

  --any               report what only the scan or only the tests point at, too
  -o text|json|sarif  format of the report
  --report FILE       write the report to a file instead of standard error
  --source-root DIR   folder that SARIF names files from, by default the root of the repository
  -C DIR              run in another folder

Exit code: that of go test if it is not 0; else 0 nothing reported, 1 something reported, 2 the command failed.
`

// test runs go test and scans what it tested. Standard output is go test's alone.
func test(ctx context.Context, args []string, out, diagnostics io.Writer) (int, error) {
	a, err := testrun.ParseArguments(args)
	if errors.Is(err, testrun.ErrHelp) {
		fmt.Fprint(diagnostics, testUsage)
		return Clean, flag.ErrHelp
	}
	if err != nil {
		return Failed, err
	}
	outcome, err := testrun.Run(ctx, a, out, diagnostics)
	if err == nil && ctx.Err() == nil {
		err = reportTest(ctx, a, &outcome, diagnostics)
	}
	if err != nil && outcome.ExitCode != 0 {
		fmt.Fprintln(diagnostics, "deadlock-guard:", err) // the tests' own failure matters more
		return outcome.ExitCode, nil
	}
	return outcome.ExitCode, err
}

// reportTest joins and writes, and makes the exit code that of findings if the tests passed.
func reportTest(ctx context.Context, a testrun.Arguments, outcome *testrun.Outcome, diagnostics io.Writer) error {
	joined := testrun.Joined{Scan: &report.Scan{Rules: passes.All()}}
	if a.Any || len(outcome.Sightings) > 0 {
		loaded, err := load.Load(ctx, load.Config{Dir: a.Dir, Patterns: patterns(a, outcome), Tests: true, Flags: a.Build})
		if err != nil {
			return err
		}
		joined = testrun.Join(loaded, passes.All(), outcome.Sightings, a.Any)
		if joined.Scan.Prefix, err = repository.Prefix(loaded.Root, a.Root); err != nil {
			return err
		}
	}
	joined.Scan.Notes = append(joined.Scan.Notes, report.Note{Where: "tests", Message: summary(outcome, joined, a.Any)})
	o := options{format: a.Format, output: a.Report}
	if err := write(joined.Scan, o, diagnostics); err != nil {
		return err
	}
	if a.Format == "text" || a.Report != "" { // the other formats hold the notes
		for _, note := range joined.Scan.Notes {
			fmt.Fprintf(diagnostics, "deadlock-guard: %s: %s\n", note.Where, note.Message)
		}
	}
	if outcome.ExitCode == 0 && len(joined.Scan.Findings) > 0 {
		outcome.ExitCode = Findings
	}
	return nil
}

// patterns are the packages tested, and those where goroutines were left waiting: a test can do harm in any package.
func patterns(a testrun.Arguments, outcome *testrun.Outcome) []string {
	if slices.ContainsFunc(a.Packages, func(p string) bool { return strings.HasSuffix(p, ".go") }) {
		return a.Packages // the go command takes files or packages, not both
	}
	return append(slices.Clip(a.Packages), testrun.PackagesOf(outcome.Sightings)...)
}

func summary(outcome *testrun.Outcome, joined testrun.Joined, either bool) string {
	text := count(outcome.Watched, "test binary", "test binaries") + " watched, " + count(len(outcome.Sightings), "goroutine", "goroutines") + " left waiting"
	if outcome.Unread > 0 {
		text += "; " + count(outcome.Unread, "goroutine was", "goroutines were") + " not understood"
	}
	if joined.OnlyRun+joined.OnlyScan > 0 && !either {
		text += fmt.Sprintf("; --any lists %s that only the tests point at, and %d that only the scan does", count(joined.OnlyRun, "place", "places"), joined.OnlyScan)
	}
	return text
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
