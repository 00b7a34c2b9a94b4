package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestBlockedGoroutinesAreTold(t *testing.T) {
	places := block(250)
	sum := 0
	for _, place := range places {
		sum += place.Goroutines
	}
	if len(places) != len(ways)*depths || sum != 250 {
		t.Errorf("block(250) tells of %d goroutines on %d stacks, want 250 on %d", sum, len(places), len(ways)*depths)
	}
	if places := block(7); len(places) != 7 {
		t.Errorf("block(7) tells of %d stacks, want 7", len(places))
	}
}

func TestOnlyWhatIsReportedInFullIsCovered(t *testing.T) {
	o := &operator{stacks: map[string][]string{}, counts: map[string]int{}}
	places := []blockedPlace{{"main.sendNobodyReceives", 1, 3}, {"main.sendNobodyReceives", 2, 2}, {"main.sendOnNil", 1, 1}}
	take := func(text string) {
		var r report
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			t.Fatal(err)
		}
		o.take(r)
	}
	take(`{"seq":1,"base":0,"entries":[{"stack":"a","count":3},{"stack":"b","count":1}],"stacks":[
		{"id":"a","frames":[{"function":"main.sendNobodyReceives"},{"function":"main.block.gowrap1"}]},
		{"id":"b","frames":[{"function":"main.sendNobodyReceives"},{"function":"main.sendNobodyReceives"}]}]}`)
	if stacks, goroutines := o.covered(places); stacks != 1 || goroutines != 3 {
		t.Errorf("covered are %d stacks with %d goroutines, want 1 with 3", stacks, goroutines)
	}
	take(`{"seq":2,"base":1,"entries":[{"stack":"b","count":2}]}`)
	if stacks, goroutines := o.covered(places); stacks != 2 || goroutines != 5 {
		t.Errorf("after a change, covered are %d stacks with %d goroutines, want 2 with 5", stacks, goroutines)
	}
	take(`{"seq":3,"base":0,"entries":[{"stack":"b","count":2}]}`)
	if stacks, _ := o.covered(places); stacks != 1 {
		t.Errorf("after a full report without the first, covered are %d stacks, want 1", stacks)
	}
}

func TestQuantilesAreUpperBounds(t *testing.T) {
	before := histogram{[]uint64{5, 0, 0}, []float64{0, 0.001, 0.002, 0.004}}
	after := histogram{[]uint64{104, 0, 1}, before.Bounds}
	h := after.since(before).plus(histogram{[]uint64{0, 0, 0}, before.Bounds})
	for q, want := range map[float64]time.Duration{0.5: time.Millisecond, 0.99: time.Millisecond, 1: 4 * time.Millisecond} {
		if got := h.quantile(q); got != want {
			t.Errorf("quantile(%v) = %v, want %v", q, got, want)
		}
	}
	if got := quantileOf([]time.Duration{3, 1, 2}, 1); got != 3 {
		t.Errorf("the largest of 1, 2, 3 is %d", got)
	}
}

func TestRequestsThatMeetNoProfileAreTold(t *testing.T) {
	at := func(ms int) time.Time { return time.UnixMilli(int64(ms)) }
	taken := []profile{{at(100), at(200)}, {at(500), at(510)}}
	requests := []request{
		{at(90), 9 * time.Millisecond},
		{at(90), 11 * time.Millisecond}, // ends while the first is answered
		{at(120), 20 * time.Millisecond},
		{at(199), 50 * time.Millisecond},
		{at(200), 51 * time.Millisecond},
		{at(490), 80 * time.Millisecond}, // around the second
	}
	if got := apart(requests, taken); len(got) != 2 || got[0] != 9*time.Millisecond || got[1] != 51*time.Millisecond {
		t.Errorf("apart from profiles are %v, want those of 9 ms and 51 ms", got)
	}
}

func TestImagesAreUnpackedWithinTheirFolder(t *testing.T) {
	dir := t.TempDir()
	layer := tarOf(t, map[string]string{"opt/sampler/bin/java": "#!", "/etc/passwd": "x"})
	image := tarOf(t, map[string]string{
		"manifest.json": `[{"Config":"c","Layers":["l.tar.gz"]}]`,
		"c":             `{"config":{"Entrypoint":["/opt/sampler/bin/java","-XX:SharedArchiveFile=/opt/sampler/x.jsa","-m","a/b"]}}`,
		"l.tar.gz":      layer,
	})
	archive := filepath.Join(dir, "image.tar")
	if err := os.WriteFile(archive, []byte(image), 0o600); err != nil {
		t.Fatal(err)
	}
	program, err := unpack(archive, dir)
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(dir, "rootfs")
	want := root + "/opt/sampler/bin/java -XX:SharedArchiveFile=" + root + "/opt/sampler/x.jsa -m a/b"
	if got := strings.Join(program, " "); got != want {
		t.Errorf("program is %s, want %s", got, want)
	}
	if _, err := os.Stat(filepath.Join(root, "etc/passwd")); err != nil {
		t.Errorf("an absolute name did not stay within the folder: %v", err)
	}
	evil := filepath.Join(dir, "evil.tar")
	if err := os.WriteFile(evil, []byte(tarOf(t, map[string]string{"../out": "x"})), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := untar(evil, filepath.Join(dir, "in")); err == nil {
		t.Error("a name that leaves the folder was unpacked")
	}
}

func tarOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	writer := tar.NewWriter(&out)
	for name, content := range files {
		if err := writer.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(content)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestNumbersAreChecked(t *testing.T) {
	if got, err := numbers("1000,200"); err != nil || len(got) != 2 {
		t.Errorf("numbers = %v, %v", got, err)
	}
	for _, list := range []string{"", "100", "x", "1000,", "2000000"} {
		if _, err := numbers(list); err == nil {
			t.Errorf("%q was taken", list)
		}
	}
}

func TestASizeIsThatOfTheCompressedArchive(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "image.tar")
	if err := os.WriteFile(archive, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if size, err := compressedSize(archive); err != nil || size < 100 || size > 10_000 {
		t.Errorf("a megabyte of zeros has %d bytes compressed (%v), want about a thousandth", size, err)
	}
}

func TestTheSamplerOfANodeIsJudgedByTheLastReportOfEachPod(t *testing.T) {
	o := &nodeOperator{pods: map[string]podState{}}
	for _, text := range []string{
		`{"pod":{"name":"a"},"target":{"state":"timeout"},"snapshots":[{"count":1}],"ladder":{"intervalMillis":5000}}`,
		`{"pod":{"name":"a"},"target":{"state":"ok"},"snapshots":[{"count":1},{"count":3}],"ladder":{"intervalMillis":7000}}`,
		`{"pod":{"name":"b"},"target":{"state":"refused"},"snapshots":[]}`,
	} {
		var body bytes.Buffer
		zip := gzip.NewWriter(&body)
		_, _ = zip.Write([]byte(text)) // into memory
		_ = zip.Close()
		answer := httptest.NewRecorder()
		o.report(answer, httptest.NewRequest("POST", "/v1/report", &body))
		if answer.Code != 200 {
			t.Fatalf("%s was answered by %d", text, answer.Code)
		}
	}
	if r := o.summary(); r.Observed != 1 || r.Samples != 4 || r.Stretched != 7*time.Second {
		t.Errorf("%d observed, %d samples, %v between two, want 1, 4, 7s", r.Observed, r.Samples, r.Stretched)
	}
}
