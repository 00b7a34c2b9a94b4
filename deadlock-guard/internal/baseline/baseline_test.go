package baseline_test

import (
	"slices"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/baseline"
)

func key(site, fingerprint string) baseline.Key {
	return baseline.Key{Rule: "DG1001", Site: site, Fingerprint: fingerprint}
}

func TestCompare(t *testing.T) {
	for name, c := range map[string]struct {
		earlier, later []baseline.Key
		added, gone    []int
	}{
		"nothing before":              {later: []baseline.Key{key("f", "1")}, added: []int{0}},
		"the same":                    {earlier: []baseline.Key{key("f", "1")}, later: []baseline.Key{key("f", "1")}},
		"moved within its function":   {earlier: []baseline.Key{key("f", "1")}, later: []baseline.Key{key("f", "2")}},
		"one more at the same site":   {earlier: []baseline.Key{key("f", "1")}, later: []baseline.Key{key("f", "0"), key("f", "1")}, added: []int{0}},
		"another of the same shape":   {earlier: []baseline.Key{key("f", "1")}, later: []baseline.Key{key("f", "1"), key("f", "1")}, added: []int{1}},
		"mended":                      {earlier: []baseline.Key{key("f", "1"), key("g", "2")}, later: []baseline.Key{key("g", "2")}, gone: []int{0}},
		"moved to another function":   {earlier: []baseline.Key{key("f", "1")}, later: []baseline.Key{key("g", "1b")}, added: []int{0}, gone: []int{0}},
		"an equal site, another rule": {earlier: []baseline.Key{{Rule: "DG1002", Site: "f", Fingerprint: "1"}}, later: []baseline.Key{key("f", "1")}, added: []int{0}, gone: []int{0}},
		"exact matches come first":    {earlier: []baseline.Key{key("f", "1"), key("f", "2")}, later: []baseline.Key{key("f", "2")}, gone: []int{0}},
	} {
		got := baseline.Compare(c.earlier, c.later)
		if !slices.Equal(got.Added, c.added) || !slices.Equal(got.Gone, c.gone) {
			t.Errorf("%s: added %v, gone %v; want %v, %v", name, got.Added, got.Gone, c.added, c.gone)
		}
	}
}
