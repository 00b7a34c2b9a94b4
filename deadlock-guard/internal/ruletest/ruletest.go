// Package ruletest runs a rule on pairs of small programs: one with a mistake and one where it is mended.
//
// A pair is a file testdata/pairs/<name>.txtar with the files wrong.go and right.go. Each is a package of its own that imports nothing but
// the standard library and what this module requires. In wrong.go, a comment of the form
//
//	// want "regexp" `regexp`
//
// stands at the end of every line where the rule must report something, with one regular expression for each finding; right.go
// has none.
package ruletest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

// Count says how a rule did on its pairs.
type Count struct {
	Pairs  int
	Caught int // wrong programs with the findings that they ask for and no others
	Silent int // right programs without a finding
	Wanted int // findings that the wrong programs ask for
	Found  int // of these
	False  int // findings that nothing asks for, in wrong and right programs
}

// String is a row of a table.
func (c Count) String() string {
	return fmt.Sprintf("%d pairs, %d of %d findings, %d false", c.Pairs, c.Found, c.Wanted, c.False)
}

// Pairs runs every pair of testdata/pairs as a subtest, and logs the count.
func Pairs(t *testing.T, r *rule.Rule) Count {
	t.Helper()
	return PairsOf(t, ".", r)
}

// PairsOf does so for the rule in another folder.
func PairsOf(t *testing.T, folder string, r *rule.Rule) Count {
	t.Helper()
	pairs := Archives(t, filepath.Join(folder, "testdata", "pairs"))
	programs := NewChecker(t, pairs)
	total := Count{Pairs: len(pairs)}
	for name, pair := range pairs {
		t.Run(name, func(t *testing.T) {
			total.add(runPair(t, programs, r, pair))
		})
	}
	t.Logf("%s %s: %s", r.ID, r.Name, total)
	return total
}

// Archives reads the archives of a folder, by name. It must have some.
func Archives(t *testing.T, folder string) map[string]*txtar.Archive {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives in %s (%v)", folder, err)
	}
	archives := map[string]*txtar.Archive{}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		archives[strings.TrimSuffix(filepath.Base(file), ".txtar")] = archive
	}
	return archives
}

func (c *Count) add(other Count) {
	c.Caught += other.Caught
	c.Silent += other.Silent
	c.Wanted += other.Wanted
	c.Found += other.Found
	c.False += other.False
}

func runPair(t *testing.T, checker *Checker, r *rule.Rule, pair *txtar.Archive) Count {
	var count Count
	if len(pair.Files) != 2 || pair.Files[0].Name != "wrong.go" || pair.Files[1].Name != "right.go" {
		t.Fatal("a pair has the files wrong.go and right.go, in this order")
	}
	for i, file := range pair.Files {
		wants, err := parseWants(string(file.Data))
		if err != nil {
			t.Fatalf("%s: %v", file.Name, err)
		}
		if wrong := i == 0; wrong != (len(wants) > 0) {
			t.Fatalf("%s has %d want comments", file.Name, len(wants))
		}
		got := compare(t, file.Name, wants, r.Check(checker.Program(t, file)))
		if i == 0 && got.False == 0 && got.Found == got.Wanted {
			got.Caught = 1
		}
		if i == 1 && got.False == 0 {
			got.Silent = 1
		}
		count.add(got)
	}
	return count
}

// compare reports every want without a finding, every finding without a want, and findings that lack a part.
func compare(t *testing.T, file string, wants []*want, findings []finding.Finding) Count {
	t.Helper()
	count := Count{Wanted: len(wants)}
	for _, f := range findings {
		complain(t, file, f)
		if w := match(wants, f); w != nil {
			w.met = true
			count.Found++
			continue
		}
		count.False++
		t.Errorf("%s:%d: not wanted: %s", file, f.At.Position.Line, f.Message)
	}
	for _, w := range wants {
		if !w.met {
			t.Errorf("%s:%d: no finding matches %q", file, w.line, w.message)
		}
	}
	return count
}

// complain: whoever reads a finding needs its operation and the way to it.
func complain(t *testing.T, file string, f finding.Finding) {
	t.Helper()
	switch {
	case f.Operation == "" || f.Object == "":
		t.Errorf("%s:%d: a finding without operation or object", file, f.At.Position.Line)
	case len(f.Path) == 0 || f.Path[len(f.Path)-1].Place.Position != f.At.Position:
		t.Errorf("%s:%d: a finding whose path does not end at its place", file, f.At.Position.Line)
	case f.At.Position.Line <= 0 || f.At.StartLine <= 0:
		t.Errorf("%s: a finding without a place: %s", file, f.Message)
	}
}
