package finding_test

import (
	"go/token"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/identity"
)

func at(file string, line, start int) finding.Finding {
	return finding.Finding{
		Rule:      "DG1001",
		Operation: identity.ChanSend,
		At:        finding.Place{Position: token.Position{Filename: file, Line: line}, Symbol: "a.com/b.F", StartLine: start},
	}
}

func TestFingerprintFollowsItsFunction(t *testing.T) {
	here, moved, other := at("f.go", 12, 10), at("f.go", 32, 30), at("f.go", 13, 10)
	if here.Fingerprint() != moved.Fingerprint() {
		t.Error("lines above the function change the fingerprint")
	}
	if here.Fingerprint() == other.Fingerprint() {
		t.Error("two lines of a function have the same fingerprint")
	}
	if n := len(here.Fingerprint()); n != 16 {
		t.Errorf("fingerprint has %d digits, want 16", n)
	}
}

func TestSortDropsWhatIsThereTwice(t *testing.T) {
	sorted := finding.Sort([]finding.Finding{at("b.go", 1, 1), at("a.go", 9, 1), at("a.go", 2, 1), at("a.go", 9, 1)})
	var places []string
	for _, f := range sorted {
		places = append(places, f.At.Position.String())
	}
	if len(places) != 3 || places[0] != "a.go:2" || places[1] != "a.go:9" || places[2] != "b.go:1" {
		t.Errorf("order %v", places)
	}
}
