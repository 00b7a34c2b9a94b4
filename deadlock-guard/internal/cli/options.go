package cli

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/baseline"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/load"
	"deadlockwatch.io/deadlock-guard/internal/progress"
	"deadlockwatch.io/deadlock-guard/internal/rule"
	"deadlockwatch.io/deadlock-guard/internal/stats"
	"deadlockwatch.io/deadlock-guard/passes"
)

type options struct {
	format     string
	output     string
	failOn     finding.Level
	rules      []*rule.Rule
	explain    string
	known      *[]baseline.Result // of the baseline, if there is one
	profile    string
	sourceRoot string
	load       load.Config

	progress *progress.Line
	stats    *stats.Stats // nil unless asked for
}

func parseOptions(args []string, out io.Writer) (options, error) {
	o := options{failOn: finding.Warning, rules: passes.All()}
	flags := flag.NewFlagSet("deadlock-guard scan", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&o.format, "o", "text", "output `format`: text, json or sarif")
	flags.StringVar(&o.output, "output", "", "write the report to `file` instead of standard output")
	flags.StringVar(&o.load.Dir, "C", ".", "scan the module in `folder`")
	flags.StringVar(&o.sourceRoot, "source-root", "", "`folder` that SARIF names files from (default the root of the Git repository, or else that of the module)")
	flags.StringVar(&o.load.Tags, "tags", "", "build `tags`, separated by commas")
	flags.BoolVar(&o.load.Tests, "tests", false, "scan test files too")
	flags.StringVar(&o.explain, "explain", "", "explain a `rule` and exit")
	flags.StringVar(&o.profile, "cpuprofile", "", "write a CPU profile of the scan to `file`")
	flags.BoolFunc("stats", "print how long each part took and how much memory it needed, on standard error", func(string) error {
		o.stats = stats.New()
		return nil
	})
	flags.Func("fail-on", "lowest `level` that makes the exit code 1: error, warning (default) or never", func(text string) (err error) {
		o.failOn, err = finding.ParseLevel(text)
		return err
	})
	flags.Func("baseline", "SARIF `file` of an earlier scan: only what is new gives exit code 1", func(file string) error {
		known, err := readResults(file)
		o.known = &known
		return err
	})
	flags.Func("rules", "comma-separated `rules` to run, by ID or name (default all)", func(text string) (err error) {
		o.rules, err = passes.Select(strings.Split(text, ","))
		return err
	})
	if err := flags.Parse(args); err != nil {
		return options{}, err
	}
	if o.format != "text" && o.format != "json" && o.format != "sarif" {
		return options{}, fmt.Errorf("format %q is none of text, json, sarif", o.format)
	}
	o.load.Patterns = flags.Args()
	if len(o.load.Patterns) == 0 {
		o.load.Patterns = []string{"./..."}
	}
	return o, nil
}
