package recall_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
	"deadlockwatch.io/deadlock-guard/internal/recall"
	"deadlockwatch.io/deadlock-guard/internal/ruletest"
	"deadlockwatch.io/deadlock-guard/passes"
)

var file = flag.String("table", "", "add the tables to this file")

// programs have known bugs, or none; see the README there.
var programs = filepath.Join("..", "..", "..", "testdata", "scanner")

// target is the least part of the bugs, and of the places, that must be found.
const target = 0.75

func TestPairs(t *testing.T) {
	var table, total = &strings.Builder{}, ruletest.Count{}
	fmt.Fprint(table, "Pairs of the scanner's rules: a wrong program and its repaired twin.\n\n| rule | pairs | wrong found | right silent |\n|---|---|---|---|\n")
	for _, r := range passes.All() {
		t.Run(r.Name, func(t *testing.T) {
			count := ruletest.PairsOf(t, filepath.Join("..", "..", "passes", r.Name), r)
			row(table, r.ID+" "+r.Name, count)
			total.Pairs += count.Pairs
			total.Caught += count.Caught
			total.Silent += count.Silent
			if count.Pairs < 10 {
				t.Errorf("%d pairs, not ten", count.Pairs)
			}
		})
	}
	row(table, "all", total)
	publish(t, table)
}

func row(table *strings.Builder, name string, c ruletest.Count) {
	fmt.Fprintf(table, "| %s | %d | %s | %s |\n", name, c.Pairs, part(c.Caught, c.Pairs), part(c.Silent, c.Pairs))
}

func part(some, all int) string { return fmt.Sprintf("%d (%d %%)", some, some*100/max(all, 1)) }

// TestPrograms scans programs that were not written for the rules.
func TestPrograms(t *testing.T) {
	archives := ruletest.Archives(t, programs)
	checker := ruletest.NewChecker(t, archives)
	wrong := map[string][]finding.Finding{}
	for _, name := range slices.Sorted(maps.Keys(archives)) {
		for _, source := range archives[name].Files {
			findings := scan(checker.Program(t, source))
			if source.Name == "wrong.go" {
				wrong[name] = findings
				continue
			}
			for _, f := range findings {
				t.Errorf("%s: %s:%d: %s: %s", name, source.Name, f.At.Position.Line, f.Rule, f.Message)
			}
		}
	}
	var table strings.Builder
	measure(t, &table, truth(t, archives), wrong)
	publish(t, &table)
}

func scan(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, r := range passes.All() {
		findings = append(findings, r.Check(p)...)
	}
	return findings
}

func truth(t *testing.T, archives map[string]*txtar.Archive) []recall.Place {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(programs, "truth.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	places, err := recall.ParseTruth(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, archive := range archives {
		known := slices.ContainsFunc(places, func(p recall.Place) bool { return p.Program == name })
		if bad := archive.Files[0].Name == "wrong.go"; bad != known {
			t.Errorf("%s: wrong.go: %v, in truth.tsv: %v", name, bad, known)
		}
	}
	return places
}

// measure fills the table of places and counts what was found of them.
func measure(t *testing.T, table *strings.Builder, places []recall.Place, findings map[string][]finding.Finding) {
	t.Helper()
	fmt.Fprint(table, "Programs with known bugs: where the scanner points.\n\n| bug | waits in | line | result | rules |\n|---|---|---|---|---|\n")
	all, here, found, bugs := 0, 0, 0, map[string]bool{}
	for _, place := range places {
		verdict, rules := place.Judge(findings[place.Program])
		if place.Benign {
			if verdict != recall.Missed {
				t.Errorf("%s: line %d is fine, but %v report it", place.Bug, place.Line, rules)
			}
			continue
		}
		fmt.Fprintf(table, "| %s | %s | %d | %s | %s |\n", place.Bug, place.State, place.Line, verdict, strings.Join(rules, ", "))
		all++
		bugs[place.Bug] = bugs[place.Bug] || verdict != recall.Missed
		if verdict == recall.Here {
			here++
		}
		if verdict != recall.Missed {
			found++
		}
	}
	caught := 0
	for _, known := range bugs {
		if known {
			caught++
		}
	}
	elsewhere := strayed(places, findings)
	fmt.Fprintf(table, "\nPlaces: %s of %d found on their line, %s there or at their partner's. Bugs with such a finding: %s of %d. ",
		part(here, all), all, part(found, all), part(caught, len(bugs)), len(bugs))
	fmt.Fprintf(table, "Findings on other lines of the programs: %d (%s). Findings in the repaired twins and in the healthy programs: none may be.\n",
		len(elsewhere), strings.Join(elsewhere, ", "))
	if float64(found) < target*float64(all) || float64(caught) < target*float64(len(bugs)) {
		t.Errorf("%d of %d places and %d of %d bugs are found; want %.0f %%", found, all, caught, len(bugs), target*100)
	}
}

// strayed are the findings that no place answers.
func strayed(places []recall.Place, findings map[string][]finding.Finding) []string {
	var stray []string
	for _, name := range slices.Sorted(maps.Keys(findings)) {
		for _, f := range findings[name] {
			expected := func(p recall.Place) bool {
				return p.Program == name && (p.Line == f.At.Position.Line || slices.Contains(p.Partners, f.At.Position.Line))
			}
			if !slices.ContainsFunc(places, expected) {
				stray = append(stray, fmt.Sprintf("%s:%d %s", name, f.At.Position.Line, f.Rule))
			}
		}
	}
	return stray
}

// publish adds a table to the file that the flag names, and logs it.
func publish(t *testing.T, table *strings.Builder) {
	t.Helper()
	t.Log("\n" + table.String())
	if *file == "" {
		return
	}
	out, err := os.OpenFile(*file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := fmt.Fprintln(out, table.String()); err != nil {
		t.Fatal(err)
	}
}
