package testrun

import (
	_ "embed"
	"fmt"
	"go/token"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
	"deadlockwatch.io/deadlock-guard/internal/load"
	"deadlockwatch.io/deadlock-guard/internal/report"
	"deadlockwatch.io/deadlock-guard/internal/rule"
	"deadlockwatch.io/deadlock-guard/internal/suppress"
)

//go:embed doc.md
var help string

// LeftWaiting is the rule of places that only the tests point at. It looks at no source.
var LeftWaiting = &rule.Rule{
	ID:      "DG2001",
	Name:    "leftwaiting",
	Summary: "A goroutine still waits when the tests have ended, or hang.",
	Help:    help,
	Level:   finding.Warning,
	CWE:     833,
}

// Joined is the join of a scan with a run.
type Joined struct {
	Scan     *report.Scan
	OnlyRun  int // places that only the tests point at
	OnlyScan int // findings that no test points at
}

// Join reports what both the rules and the run point at; with either, what only one of them does, too.
func Join(loaded *load.Result, rules []*rule.Rule, sightings []Sighting, either bool) Joined {
	scanned := newFiles(loaded)
	crowds := gather(sightings, scanned)
	comments := suppress.Read(loaded.Fset, loaded.Files)
	j := Joined{Scan: &report.Scan{Root: loaded.Root, Module: loaded.Module, Rules: append(rules[:len(rules):len(rules)], LeftWaiting)}}
	var all []finding.Finding
	for _, r := range rules {
		all = append(all, r.Check(loaded.Program)...)
	}
	var reported []finding.Finding
	for _, f := range finding.Sort(all) {
		seen := false
		for _, c := range crowds {
			if c.at(f) {
				seen, c.known = true, true
				f.Partners = append(f.Partners, finding.Partner{Message: c.describe(), Place: f.At})
			}
		}
		if kept, _ := comments.Filter([]finding.Finding{f}); !seen && len(kept) > 0 {
			j.OnlyScan++
		}
		if seen || either {
			reported = append(reported, f)
		}
	}
	for _, c := range crowds {
		if c.known {
			continue
		}
		j.OnlyRun++
		if either {
			reported = append(reported, c.finding(scanned))
		}
	}
	j.Scan.Findings, j.Scan.Ignored = comments.Filter(finding.Sort(reported))
	for _, p := range loaded.Problems {
		j.Scan.Notes = append(j.Scan.Notes, report.Note{Failure: true, Where: p.Package, Message: "not analysed: " + p.Message})
	}
	return j
}

// finding is that of a place which no rule finds.
func (c *crowd) finding(scanned *files) finding.Finding {
	first := c.waiting[0]
	g := first.Goroutine
	at := finding.Place{
		Position:  token.Position{Filename: c.file, Line: c.line, Column: 1},
		Symbol:    identity.Symbol(g.Frames[first.userFrame()].Function),
		StartLine: scanned.startLine(c.file, c.line),
	}
	f := finding.Finding{
		Rule: LeftWaiting.ID, Level: LeftWaiting.Level, At: at, Operation: c.operation,
		Message:  fmt.Sprintf("A goroutine is left waiting in %s, and no rule says why.", c.operation),
		Partners: []finding.Partner{{Message: c.describe(), Place: at}},
	}
	if g.Started.Line > 0 {
		start := finding.Place{Position: token.Position{Filename: g.Started.File, Line: g.Started.Line, Column: 1}, Symbol: identity.Symbol(g.Function)}
		if name := scanned.name(g.Started); name != "" {
			start.Position.Filename = name
		}
		f.Path = append(f.Path, finding.Step{Kind: finding.Go, Place: start})
	}
	f.Path = append(f.Path, finding.Step{Kind: finding.Block, Place: at})
	return f
}
