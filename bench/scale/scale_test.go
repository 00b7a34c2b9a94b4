package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

type told struct {
	Base        int64 `json:"base"`
	GrownMillis int64 `json:"grownMillis"`
	Entries     []struct {
		Stack            string `json:"stack"`
		Count            int    `json:"count"`
		BlockedForMillis int64  `json:"blockedForMillis"`
	} `json:"entries"`
	Stacks []struct {
		ID string `json:"id"`
	} `json:"stacks"`
}

func newTestSampler(stacks int) *sampler {
	s := newSampler(&endpoint{tally: newTally()}, newWorkload("shop", "svc", stacks), podRef{"shop", "svc-1", "uid", "token"}, time.Hour)
	s.leased = true
	return s
}

// report composes one and takes it for accepted.
func (s *sampler) composed(t *testing.T) told {
	t.Helper()
	s.seq++
	grown := s.growth()
	body, numbers := s.compose(grown)
	zip, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	var r told
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	s.accepted(numbers, grown)
	return r
}

func TestAFullReportTellsAllStacksAndADeltaWhatChanged(t *testing.T) {
	s := newTestSampler(100)
	now := time.Now()
	s.sample(now)
	full := s.composed(t)
	if full.Base != 0 || len(full.Entries) != len(full.Stacks) || len(full.Entries) < 98 {
		t.Fatalf("full: base %d, %d entries, %d stacks", full.Base, len(full.Entries), len(full.Stacks))
	}
	if again := s.composed(t); len(again.Entries) != 0 {
		t.Errorf("nothing has changed, and %d entries are told", len(again.Entries))
	}
	s.sample(now.Add(10 * time.Second)) // less than half a heartbeat: no age is news yet
	delta := s.composed(t)
	if n := len(delta.Entries); n < 1 || n > 4 {
		t.Errorf("one goes and one comes, and %d entries are told", n)
	}
	s.sample(now.Add(30 * time.Second))
	if aged := s.composed(t); len(aged.Entries) < 90 {
		t.Errorf("all ages have grown, and %d entries are told", len(aged.Entries))
	}
}

func TestALeakIsToldWithItsText(t *testing.T) {
	s := newTestSampler(20)
	s.sample(time.Now())
	s.composed(t)
	s.leaking.Store(true)
	if !s.sample(time.Now()) {
		t.Error("a leak is no news")
	}
	id := s.of.stacks[len(s.of.stacks)-1].id
	for _, stack := range s.composed(t).Stacks {
		if stack.ID == id {
			return
		}
	}
	t.Errorf("stack %s is not told", id)
}

func TestASamplerWithoutALeaseTellsNothing(t *testing.T) {
	s := newTestSampler(20)
	s.leased = false
	s.sample(time.Now())
	if r := s.composed(t); len(r.Entries)+len(r.Stacks) != 0 {
		t.Errorf("an idle sampler tells %d entries", len(r.Entries))
	}
}

func TestStacksOfAWorkloadDiffer(t *testing.T) {
	ids := map[string]bool{}
	w := newWorkload("shop", "svc", 1000)
	for _, s := range w.stacks {
		ids[s.id] = true
	}
	if len(ids) != len(w.stacks) {
		t.Errorf("%d stacks have %d ids", len(w.stacks), len(ids))
	}
}

func TestMetricsAreReadAsTheyStand(t *testing.T) {
	series := parseMetrics("# HELP a b\na{namespace=\"shop\",verdict=\"proven\"} 2.0\na{verdict=\"confirmed\"} 1\nab 5\n")
	if got := sum(series, "a"); got != 3 {
		t.Errorf("the sum is %v", got)
	}
	if got := sum(series, "a", `verdict="proven"`); got != 2 {
		t.Errorf("the sum of proven is %v", got)
	}
	if got := label(`a{namespace="shop",verdict="proven"}`, "verdict"); got != "proven" {
		t.Errorf("the label is %q", got)
	}
}

func TestQuantilesAreOfWhatWasTaken(t *testing.T) {
	all := newTally()
	for i := 100; i > 0; i-- {
		all.answered(200, time.Duration(i)*time.Millisecond, i == 1)
	}
	all.answered(429, time.Hour, false)
	w := all.take()
	if p99, p50 := w.quantile(0.99), w.quantile(0.5); p99 != 100*time.Millisecond || p50 != 51*time.Millisecond || w.full != 1 {
		t.Errorf("p99 %v, p50 %v, %d full", p99, p50, w.full)
	}
	if len(all.take().latencies) != 0 {
		t.Error("what was taken is there again")
	}
}

func TestAgesGrowWithoutEntriesAndAStackThatComesOfAgeIsNews(t *testing.T) {
	s := newTestSampler(100)
	s.config.Ages.Grow, s.config.Ages.TellAtMillis = true, 60_000
	for i := range s.stacks {
		s.stacks[i] = sighting{}
	}
	start := time.Now()
	s.stacks[0] = sighting{count: 2, since: start}
	s.lastGood = start
	s.composed(t)
	for step := 1; step <= 5; step++ {
		s.lastGood = start.Add(time.Duration(step) * 15 * time.Second)
		ofAge := s.comesOfAge(&s.stacks[0], 0)
		r := s.composed(t)
		if r.GrownMillis != 15_000 {
			t.Errorf("step %d: ages grew by %d ms, want 15000", step, r.GrownMillis)
		}
		if want := step == 4; ofAge != want {
			t.Errorf("step %d: comes of age is %v, want %v", step, ofAge, want)
		}
		if len(r.Entries) != 0 {
			t.Errorf("step %d: %d entries for a stack that only aged", step, len(r.Entries))
		}
	}
	if held := s.held(&s.stacks[0], 0); held != 75_000 {
		t.Errorf("the operator holds an age of %d ms, want 75000", held)
	}
}

func TestACommandLineGoesOnInTheFilesThatItNames(t *testing.T) {
	image := t.TempDir()
	for name, text := range map[string]string{
		"entrypoint":                        "/opt/java/bin/java\n@/opt/operator/operator.args\n",
		"rootfs/opt/operator/operator.args": "-Xmx128m\n-cp\n/opt/operator/a.jar:/opt/operator/b.jar\nMain\n",
	} {
		file := filepath.Join(image, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opt := filepath.Join(image, "rootfs", "opt")
	want := []string{opt + "/java/bin/java", "-Xmx128m", "-cp", opt + "/operator/a.jar:" + opt + "/operator/b.jar", "Main"}
	if got, err := wordsOf(image, filepath.Join(image, "entrypoint")); err != nil || !slices.Equal(got, want) {
		t.Errorf("the command line is %q (%v), want %q", got, err, want)
	}
}
