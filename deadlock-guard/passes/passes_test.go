package passes_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/passes"
)

func TestRulesAreWhole(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, r := range passes.All() {
		if !regexp.MustCompile(`^DG1\d{3}$`).MatchString(r.ID) || r.ID <= last {
			t.Errorf("%s comes after %q", r.ID, last)
		}
		last = r.ID
		if r.CWE == 0 || r.Run == nil || !strings.HasPrefix(r.Help, "# "+r.ID+" "+r.Name+"\n") {
			t.Errorf("%s %s lacks a CWE, a function, or help with its title", r.ID, r.Name)
		}
		if !strings.HasSuffix(r.Fix, ".") || strings.Count(r.Fix, ". ") > 0 {
			t.Errorf("%s says in %q what to do; want one sentence", r.ID, r.Fix)
		}
		for _, example := range []string{"Wrong", "Right"} {
			if !strings.Contains(r.Help, example) {
				t.Errorf("the help of %s has no example under %q", r.ID, example)
			}
		}
		row := fmt.Sprintf("| [%s](passes/%s/doc.md) | %s | %s | %s |", r.ID, r.Name, r.Name, r.Level, r.Summary)
		if !strings.Contains(string(readme), row) {
			t.Errorf("README.md lacks the row %s", row)
		}
	}
}

func TestSelectTakesIDsAndNames(t *testing.T) {
	selected, err := passes.Select([]string{"dg1003", " abandonedsend"})
	if err != nil || len(selected) != 2 || slices.Contains(selected, nil) {
		t.Errorf("selected %v, error %v", selected, err)
	}
	if _, err := passes.Select([]string{"DG0000"}); err == nil {
		t.Error("an unknown rule is selected")
	}
}
