package recall_test

import (
	"go/token"
	"slices"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/recall"
)

func at(line int, rule string) finding.Finding {
	return finding.Finding{Rule: rule, At: finding.Place{Position: token.Position{Line: line}}}
}

func TestAPlaceIsFoundOnItsLineRatherThanAtItsPartner(t *testing.T) {
	places, err := recall.ParseTruth([]byte("# head\np\tb\tblocked\tchan send\t10\t20,30\n"))
	if err != nil || len(places) != 1 {
		t.Fatalf("places %v, error %v", places, err)
	}
	for _, c := range []struct {
		findings []finding.Finding
		verdict  recall.Verdict
		rules    []string
	}{
		{[]finding.Finding{at(11, "DG1001")}, recall.Missed, nil},
		{[]finding.Finding{at(30, "DG1001")}, recall.Partner, []string{"DG1001"}},
		{[]finding.Finding{at(20, "DG1002"), at(10, "DG1003"), at(30, "DG1001"), at(10, "DG1003")}, recall.Here, []string{"DG1003"}},
	} {
		if verdict, rules := places[0].Judge(c.findings); verdict != c.verdict || !slices.Equal(rules, c.rules) {
			t.Errorf("%s by %v, want %s by %v", verdict, rules, c.verdict, c.rules)
		}
	}
}

func TestUnreadableTruth(t *testing.T) {
	for _, row := range []string{"p\tb\tblocked\tchan send\t10", "p\tb\tmaybe\ts\t10\t", "p\tb\tbenign\ts\tten\t", "p\tb\tbenign\ts\t1\tx"} {
		if _, err := recall.ParseTruth([]byte(row + "\n")); err == nil {
			t.Errorf("%q is accepted", row)
		}
	}
}
