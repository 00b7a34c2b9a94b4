package blockingmodel_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/blockingmodel"
	"deadlockwatch.io/deadlock-guard/internal/channels"
	"deadlockwatch.io/deadlock-guard/internal/cli"
	"deadlockwatch.io/deadlock-guard/internal/heldlocks"
)

const fixtures = "../../../testdata/lockjoin"

func TestFormat(t *testing.T) {
	class := heldlocks.Class{Name: "shop.svc.mu", Kind: heldlocks.RWMutex}
	key := heldlocks.Held{Path: "p0+8", Class: class, Mode: heldlocks.Read, Must: true}
	model := &heldlocks.Model{
		Locks: []heldlocks.Lock{{Class: class, Lost: true, LeakedBy: []string{"shop.F"}}},
		Functions: []heldlocks.Function{{
			Symbol: "shop.F", File: "shop.go", Start: 1, End: 9, Parameters: []string{"P", "NR"}, Dictionary: true,
			Points: []heldlocks.Point{
				{Line: 2, Op: heldlocks.Acquire, Acquires: &key, Callee: "sync.(*RWMutex).RLock", Arguments: []heldlocks.Path{"p0+8"}},
				{Line: 3, Op: heldlocks.Send, Held: []heldlocks.Held{key}, Released: []heldlocks.Held{{Path: "?", Class: class, Mode: heldlocks.Write}}},
				{Line: 4, Op: heldlocks.Call, Arguments: []heldlocks.Path{"", "p0", ""}, Captures: []heldlocks.Path{""}},
			},
		}},
	}
	listed := []channels.Channel{{
		Class: "shop.svc.jobs", Known: true, Made: []channels.Made{{At: channels.Place{File: "shop.go", Line: 1, Symbol: "shop.F"}, Capacity: 8}},
		Ops: []channels.Op{
			{At: channels.Place{File: "shop.go", Line: 3, Symbol: "shop.F"}, Word: "send"},
			{At: channels.Place{File: "shop.go", Line: 5, Symbol: "shop.F"}, Word: "select", Does: "receive"},
		},
	}}
	want := `{"version":1,"tool":{"name":"deadlock-guard","version":"0.1.0"},` +
		`"build":{"module":"shop","goos":"linux","goarch":"amd64","goVersion":"go1.26.8","revision":"","tags":""},` +
		`"strings":["","shop.svc.mu","shop.F","shop.go","sync.(*RWMutex).RLock","p0+8","?","p0","shop.svc.jobs"],` +
		`"locks":[{"class":1,"kind":"RWMutex","lost":true,"leakedBy":[2]}],` +
		`"functions":[{"symbol":2,"file":3,"start":1,"end":9,"params":["P","NR"],"dictionary":true,"points":[` +
		`{"line":2,"op":"lock","callee":4,"acquires":[5,0,"R"],"args":[5]},` +
		`{"line":3,"op":"send","held":[[5,0,"R",true]],"released":[[6,0,"W"]]},` +
		`{"line":4,"op":"call","args":[0,7]}]}],` +
		`"channels":[{"class":8,"known":true,"made":[[3,1,2,8]],"ops":[["send",3,3,2],["select",3,5,2,"receive"]]}]}` + "\n"
	var out bytes.Buffer
	build := blockingmodel.Build{Module: "shop", GOOS: "linux", GOARCH: "amd64", GoVersion: "go1.26.8"}
	if err := blockingmodel.Write(&out, model, listed, build); err != nil || out.String() != want {
		t.Errorf("error %v, got\n%s\nwant\n%s", err, out.String(), want)
	}
}

// The joiner's tests read this model together with dumps of the same programs.
func TestFixtureIsUpToDate(t *testing.T) {
	file, err := os.Open(filepath.Join(fixtures, "model.json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	if got := model(t, "./..."); withoutToolchain(got) != withoutToolchain(string(want)) {
		t.Error("the model differs from testdata/lockjoin/model.json.gz; regenerate.sh model writes it")
	}
}

// Neither the order in which packages are named nor the order of maps may show.
func TestSameSourceGivesTheSameBytes(t *testing.T) {
	var packages []string
	entries, err := os.ReadDir(filepath.Join(fixtures, "programs"))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.IsDir() {
			packages = append(packages, "./"+entry.Name())
		}
	}
	first := model(t, packages...)
	for seed := range uint64(3) {
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(packages), func(i, j int) { packages[i], packages[j] = packages[j], packages[i] })
		if model(t, packages...) != first {
			t.Fatalf("another model after shuffling with seed %d", seed)
		}
	}
}

func model(t *testing.T, patterns ...string) string {
	t.Helper()
	t.Setenv("GOOS", "linux")
	t.Setenv("GOARCH", "amd64")
	var out, diagnostics bytes.Buffer
	args := append([]string{"model", "-C", filepath.Join(fixtures, "programs")}, patterns...)
	if code := cli.Run(t.Context(), args, &out, &diagnostics); code != cli.Clean || diagnostics.Len() > 0 {
		t.Fatalf("exit code %d: %s", code, diagnostics.String())
	}
	return out.String()
}

// withoutToolchain: a newer patch release of Go changes nothing else.
func withoutToolchain(model string) string {
	before, rest, _ := strings.Cut(model, `"goVersion":"`)
	_, after, _ := strings.Cut(rest, `"`)
	return before + after
}
