package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"deadlockwatch.io/deadlock-guard/internal/baseline"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/load"
	"deadlockwatch.io/deadlock-guard/internal/progress"
	"deadlockwatch.io/deadlock-guard/internal/report"
	"deadlockwatch.io/deadlock-guard/internal/repository"
	"deadlockwatch.io/deadlock-guard/internal/rule"
	"deadlockwatch.io/deadlock-guard/internal/suppress"
	"deadlockwatch.io/deadlock-guard/passes"
)

func scan(ctx context.Context, args []string, out, diagnostics io.Writer) (int, error) {
	o, err := parseOptions(args, diagnostics)
	if err != nil {
		return Failed, err
	}
	if o.explain != "" {
		return explain(o.explain, out)
	}
	stop, err := startProfile(o.profile)
	if err != nil {
		return Failed, err
	}
	result, err := loadAndCheck(ctx, o, diagnostics)
	if err := errors.Join(err, stop()); err != nil {
		return Failed, err
	}
	for _, note := range result.Notes {
		fmt.Fprintf(diagnostics, "deadlock-guard: %s: %s\n", note.Where, note.Message)
	}
	if err := errors.Join(write(result, o, out), o.stats.Write(diagnostics)); err != nil {
		return Failed, err
	}
	return exitCode(result.Findings, o.failOn), nil
}

func loadAndCheck(ctx context.Context, o options, diagnostics io.Writer) (result *report.Scan, err error) {
	o.progress = progress.On(diagnostics)
	defer o.progress.Done()
	o.load.Progress = o.progress
	var loaded *load.Result
	o.stats.Time("load", func() { loaded, err = load.Load(ctx, o.load) })
	if err != nil {
		return nil, err
	}
	o.stats.Size(len(loaded.Program.Sources), loaded.Lines())
	prefix, err := repository.Prefix(loaded.Root, o.sourceRoot)
	if err != nil {
		return nil, err
	}
	return check(loaded, prefix, o), nil
}

// maxFindings is what code-scanning hosts take; a program with more has other worries.
const maxFindings = 5000

func check(loaded *load.Result, prefix string, o options) *report.Scan {
	result := &report.Scan{Root: loaded.Root, Prefix: prefix, Module: loaded.Module, Rules: o.rules}
	var findings []finding.Finding
	for i, r := range o.rules {
		o.progress.Step("%s %s (%d of %d rules)", r.ID, r.Name, i+1, len(o.rules))
		o.stats.Time(r.ID+" "+r.Name, func() { findings = append(findings, r.Check(loaded.Program)...) })
	}
	comments := suppress.Read(loaded.Fset, loaded.Files)
	result.Findings, result.Ignored = comments.Filter(finding.Sort(findings))
	if n := len(result.Findings); n > maxFindings {
		result.Findings = result.Findings[:maxFindings]
		result.Notes = append(result.Notes, report.Note{Where: "report", Message: fmt.Sprintf("cut at %d of %d findings", maxFindings, n)})
	}
	if o.known != nil {
		result.Gone = mark(result.Findings, *o.known)
	}
	for _, p := range loaded.Problems {
		result.Notes = append(result.Notes, report.Note{Failure: true, Where: p.Package, Message: "not analysed: " + p.Message})
	}
	for _, fault := range append(comments.Faulty, comments.Unused(ids(o.rules))...) {
		where := fmt.Sprintf("%s:%d", result.Relative(fault.Position.Filename), fault.Position.Line)
		result.Notes = append(result.Notes, report.Note{Where: where, Message: fault.Message})
	}
	return result
}

// mark says of each finding whether the baseline has it, and returns how many of the baseline's are gone.
func mark(findings []finding.Finding, known []baseline.Result) (gone int) {
	later := make([]baseline.Key, len(findings))
	for i := range findings {
		later[i] = baseline.Key{Rule: findings[i].Rule, Site: findings[i].Site(), Fingerprint: findings[i].Fingerprint()}
		findings[i].State = finding.Unchanged
	}
	difference := baseline.Compare(baseline.Keys(known), later)
	for _, i := range difference.Added {
		findings[i].State = finding.New
	}
	return len(difference.Gone)
}

// write writes to the output file only when the report is complete, so that no half report is left behind.
func write(result *report.Scan, o options, out io.Writer) error {
	if o.output == "" {
		return report.Write(out, o.format, result)
	}
	file, err := os.Create(o.output)
	if err != nil {
		return fmt.Errorf("create report: %w", err)
	}
	if err := report.Write(file, o.format, result); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("close report: %w", err)
	}
	return nil
}

func ids(rules []*rule.Rule) []string {
	var names []string
	for _, r := range rules {
		names = append(names, r.ID)
	}
	return names
}

func exitCode(findings []finding.Finding, failOn finding.Level) int {
	for _, f := range findings {
		if f.Level >= failOn && f.State != finding.Unchanged {
			return Findings
		}
	}
	return Clean
}

func explain(name string, out io.Writer) (int, error) {
	rules, err := passes.Select([]string{name})
	if err != nil {
		return Failed, err
	}
	_, err = io.WriteString(out, rules[0].Help)
	return Clean, err
}
