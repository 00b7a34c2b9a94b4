package cli

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"deadlockwatch.io/deadlock-guard/internal/baseline"
	"deadlockwatch.io/deadlock-guard/internal/finding"
)

// gate compares two scans: what the later one adds decides the exit code.
func gate(args []string, out, diagnostics io.Writer) (int, error) {
	var earlier []baseline.Result
	given, format, failOn := false, "text", finding.Warning
	flags := flag.NewFlagSet("deadlock-guard gate", flag.ContinueOnError)
	flags.SetOutput(diagnostics)
	flags.StringVar(&format, "o", "text", "output `format`: text or markdown")
	flags.Func("baseline", "SARIF `file` of the scan before the change (required)", func(file string) (err error) {
		given = true
		earlier, err = readResults(file)
		return err
	})
	flags.Func("fail-on", "lowest `level` of an added finding that makes the exit code 1: error, warning (default) or never", func(text string) (err error) {
		failOn, err = finding.ParseLevel(text)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return Failed, err
	}
	if !given || flags.NArg() != 1 {
		return Failed, fmt.Errorf("gate needs --baseline and one SARIF file, got %d files", flags.NArg())
	}
	later, err := readResults(flags.Arg(0))
	if err != nil {
		return Failed, err
	}
	difference := baseline.Compare(baseline.Keys(earlier), baseline.Keys(later))
	added, gone := pick(later, difference.Added), pick(earlier, difference.Gone)
	switch format {
	case "text":
		err = baseline.WriteText(out, added, gone)
	case "markdown":
		err = baseline.WriteMarkdown(out, added, gone)
	default:
		err = fmt.Errorf("format %q is none of text, markdown", format)
	}
	if err != nil {
		return Failed, err
	}
	if slices.ContainsFunc(added, func(r baseline.Result) bool { return r.Level >= failOn }) {
		return Findings, nil
	}
	return Clean, nil
}

func pick(results []baseline.Result, places []int) []baseline.Result {
	var picked []baseline.Result
	for _, i := range places {
		picked = append(picked, results[i])
	}
	return picked
}

func readResults(name string) ([]baseline.Result, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	results, err := baseline.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return results, nil
}
