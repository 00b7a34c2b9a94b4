package e2e

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/cli"
	"deadlockwatch.io/deadlock-guard/internal/report/sarif"
)

// A result from go test's cache has nothing to watch, so none is used, unless the user wants it.
func TestSecondRunSeesTheSame(t *testing.T) {
	t.Parallel()
	dir := module(t, priceTest)
	for run := range 2 {
		if out, said, code := testModule(t, dir, "./..."); code != cli.Findings || strings.Contains(out, "(cached)") {
			t.Errorf("run %d: exit code %d, %s%s", run, code, out, said)
		}
	}
}

// The go command and the scan may name the same folder differently.
func TestFolderWithTwoNames(t *testing.T) {
	t.Parallel()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(module(t, priceTest), link); err != nil {
		t.Fatal(err)
	}
	if out, said, code := testModule(t, link, "./..."); code != cli.Findings || !strings.Contains(said, leak) {
		t.Errorf("exit code %d, %s%s", code, out, said)
	}
}

// Standard output is go test's, byte by byte but for times, and the report goes elsewhere.
func TestJSONOfGoTestStaysPure(t *testing.T) {
	t.Parallel()
	dir := module(t, priceTest)
	file := filepath.Join(t.TempDir(), "report.sarif")
	out, said, code := testModule(t, dir, "-json -o sarif --report "+file+" ./...")
	if code != cli.Findings || !strings.Contains(said, "1 test binary watched") {
		t.Errorf("exit code %d, %s", code, said)
	}
	actions := map[string]int{}
	for lines := bufio.NewScanner(strings.NewReader(out)); lines.Scan(); {
		var event struct{ Action, Package string }
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil || event.Package != "example.com/m" {
			t.Errorf("%s: %v", lines.Text(), err)
		}
		actions[event.Action]++
	}
	if actions["run"] != 1 || actions["pass"] != 2 {
		t.Errorf("%v", actions)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var log sarif.Log
	if err := json.Unmarshal(text, &log); err != nil {
		t.Fatal(err)
	}
	results := log.Runs[0].Results
	if len(results) != 1 || results[0].PartialFingerprints[sarif.SiteKey] != "example.com/m.Price.func|chan send" {
		t.Fatalf("%+v", results)
	}
	related := results[0].RelatedLocations
	if last := related[len(related)-1]; !strings.Contains(last.Message.Text, "seen: 1 goroutine") {
		t.Errorf("%+v", last)
	}
}

func TestTimeoutInJSON(t *testing.T) {
	t.Parallel()
	dir := module(t, "-- hang_test.go --\npackage m\n\nimport \"testing\"\n\nfunc TestHang(t *testing.T) {\n\tPrice(true)\n\tselect {}\n}\n")
	_, said, code := testModule(t, dir, "-json -timeout 2s")
	if code != 1 || !strings.Contains(said, "seen: 1 goroutine waits here when those of example.com/m hung") {
		t.Errorf("exit code %d, %s", code, said)
	}
}

// An overlay of the user's own, on the command line or in GOFLAGS, holds as well.
func TestOverlayOfTheUser(t *testing.T) {
	dir := module(t, priceTest)
	other := filepath.Join(dir, "other.txt")
	overlay := filepath.Join(dir, "overlay.json")
	test := "package m\n\nimport \"testing\"\n\nfunc TestOverlaid(t *testing.T) { t.Log(\"overlaid\"); Price(true) }\n"
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(dir, "price_test.go"): other}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{other: []byte(test), overlay: replace} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, said, code := testModule(t, dir, "-v -overlay overlay.json")
	if code != cli.Findings || !strings.Contains(out, "overlaid") || !strings.Contains(said, leak) {
		t.Errorf("on the command line: exit code %d, %s%s", code, out, said)
	}
	t.Setenv("GOFLAGS", "-overlay="+overlay)
	out, said, code = testModule(t, dir, "-v")
	if code != cli.Findings || !strings.Contains(out, "overlaid") || !strings.Contains(said, leak) {
		t.Errorf("in GOFLAGS: exit code %d, %s%s", code, out, said)
	}
}

// The watcher is compiled into Go's own library, which changed what it uses there in 1.23 and has a leak profile since 1.27.
func TestOtherGoVersions(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the library of three Go versions")
	}
	dir := module(t, priceTest)
	for _, version := range []string{"go1.21.13", "go1.24.13", "go1.27.3"} {
		t.Run(version, func(t *testing.T) {
			t.Setenv("GOTOOLCHAIN", version)
			out, said, code := testModule(t, dir, "./...")
			if code != cli.Findings || !strings.Contains(said, "price.go:11:10  seen: 1 goroutine waits here") {
				t.Errorf("exit code %d, %s%s", code, out, said)
			}
			if unreachable := strings.Contains(said, "nothing can wake it any more"); unreachable != (version == "go1.27.3") {
				t.Errorf("nothing can wake it: %v", unreachable)
			}
		})
	}
}

// The example's tests wait for its leaks; the fixed build has none.
func TestOrdersUnderTest(t *testing.T) {
	t.Parallel()
	out, said, code := testModule(t, orders, "-count=1 ./checkout ./stock ./inventory")
	for _, file := range []string{"checkout/place_leaky.go", "stock/keeper.go"} {
		if !strings.Contains(said, file) {
			t.Errorf("exit code %d, the report lacks %s: %s%s", code, file, out, said)
		}
	}
	if out, said, code := testModule(t, orders, "-count=1 -tags fixed ./checkout ./stock ./inventory"); code != cli.Clean {
		t.Errorf("fixed: exit code %d, %s%s", code, out, said)
	}
}

// A package with cgo is compiled from files that cgo makes of those that somebody wrote; its findings stand in the latter.
func TestCgo(t *testing.T) {
	if enabled, err := exec.Command("go", "env", "CGO_ENABLED").Output(); err != nil || strings.TrimSpace(string(enabled)) != "1" {
		t.Skip("cgo is off")
	}
	dir := module(t, priceTest+`
-- price.go --
package m

// static int half(int n) { return n / 2; }
import "C"

import "errors"

func Price(giveUp bool) (int, error) {
	prices := make(chan int)
	go func() {
		prices <- int(C.half(84))
	}()
	if giveUp {
		return 0, errors.New("gave up")
	}
	return <-prices, nil
}
`)
	out, said, code := testModule(t, dir, "-o sarif ./...")
	if code != cli.Findings || !strings.Contains(out, "ok  ") || !strings.Contains(said, `"uri": "price.go"`) || !strings.Contains(said, "seen: 1 goroutine waits here") {
		t.Errorf("exit code %d, want %d:\n%s%s", code, cli.Findings, out, said)
	}
}
