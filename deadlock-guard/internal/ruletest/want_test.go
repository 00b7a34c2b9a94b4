package ruletest

import (
	"go/token"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/finding"
)

func TestWantsOfALine(t *testing.T) {
	wants, err := parseWants("x := 1\ny() // want \"first\" `sec.nd`\n")
	if err != nil || len(wants) != 2 || wants[0].line != 2 {
		t.Fatalf("wants %v, error %v", wants, err)
	}
	at := func(line int, message string) finding.Finding {
		return finding.Finding{Message: message, At: finding.Place{Position: token.Position{Line: line}}}
	}
	if match(wants, at(1, "first")) != nil || match(wants, at(2, "third")) != nil {
		t.Error("a finding on another line, or with other words, matches")
	}
	if w := match(wants, at(2, "the second")); w != wants[1] {
		t.Error("the second want is not met by its finding")
	}
}

func TestUnreadableWant(t *testing.T) {
	for _, source := range []string{"x // want first", "x // want \"(\""} {
		if _, err := parseWants(source); err == nil {
			t.Errorf("%q is accepted", source)
		}
	}
}
