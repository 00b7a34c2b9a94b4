package stats_test

import (
	"regexp"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/stats"
)

func TestEachMeasureIsALine(t *testing.T) {
	s := stats.New()
	ran := false
	s.Time("load", func() { ran = true })
	s.Size(3, 1200)
	var out strings.Builder
	if err := s.Write(&out); err != nil || !ran {
		t.Fatal(err, ran)
	}
	for _, want := range []string{`(?m)^load +\d+\.\d\d s$`, `(?m)^total +\d+\.\d\d s$`, `(?m)^packages +3$`, `(?m)^lines +1200$`} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("no line %s in\n%s", want, out.String())
		}
	}
}

func TestNilRunsThePartAndWritesNothing(t *testing.T) {
	var s *stats.Stats
	ran := false
	s.Time("load", func() { ran = true })
	s.Size(1, 1)
	var out strings.Builder
	if err := s.Write(&out); err != nil || !ran || out.Len() > 0 {
		t.Error(err, ran, out.String())
	}
}
