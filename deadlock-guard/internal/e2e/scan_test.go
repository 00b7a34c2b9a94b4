package e2e

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/cli"
	"deadlockwatch.io/deadlock-guard/internal/report/sarif"
)

var update = flag.Bool("update", false, "write the golden files")

const (
	repository = "../../.." // given, as a copy of it without Git has no other mark
	orders     = repository + "/examples/orders"
	golden     = "testdata/orders.sarif"
)

func TestOrdersGoldenSARIF(t *testing.T) {
	got, code := scan(t, "-o", "sarif")
	if code != cli.Findings {
		t.Errorf("exit code %d, want %d", code, cli.Findings)
	}
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("SARIF differs from %s; look at the difference after go test ./internal/e2e -update", golden)
	}
}

func TestOrdersFindings(t *testing.T) {
	want := []string{
		"DG1001 examples/orders/checkout/place_leaky.go example.com/orders/checkout.(*Desk).Place.func|chan send",
		"DG1003 examples/orders/inventory/audit_abba.go example.com/orders/inventory.(*Ledger).Audit|sync.Mutex.Lock",
		"DG1003 examples/orders/inventory/ledger.go example.com/orders/inventory.(*Ledger).record|sync.Mutex.Lock",
		"DG1001 examples/orders/stock/keeper.go example.com/orders/stock.(*Keeper).deduct|chan send",
	}
	var got []string
	for _, r := range results(t) {
		file := r.Locations[0].PhysicalLocation.ArtifactLocation.URI
		got = append(got, r.RuleID+" "+file+" "+r.PartialFingerprints["deadlockwatchSite/v1"])
	}
	if !slices.Equal(got, want) {
		t.Errorf("findings:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFixedOrdersAreClean(t *testing.T) {
	if report, code := scan(t, "-tags", "fixed", "-tests"); code != cli.Clean {
		t.Errorf("exit code %d:\n%s", code, report)
	}
}

func TestFailOn(t *testing.T) {
	for _, c := range []struct {
		args []string
		want int
	}{
		{[]string{"-fail-on", "never"}, cli.Clean},
		{[]string{"-fail-on", "error"}, cli.Findings},
		{[]string{"-fail-on", "error", "-rules", "abandonedsend"}, cli.Clean},
		{[]string{"-fail-on", "warning", "-rules", "DG1001"}, cli.Findings},
	} {
		if _, code := scan(t, c.args...); code != c.want {
			t.Errorf("scan %v: exit code %d, want %d", c.args, code, c.want)
		}
	}
}

func results(t *testing.T, args ...string) []sarif.Result {
	t.Helper()
	report, _ := scan(t, append(args, "-o", "sarif")...)
	var log sarif.Log
	if err := json.Unmarshal(report, &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0].Results
}

func scan(t *testing.T, args ...string) (report []byte, code int) {
	t.Helper()
	var out, diagnostics bytes.Buffer
	code = cli.Run(t.Context(), append([]string{"scan", "-C", orders, "-source-root", repository}, args...), &out, &diagnostics)
	if diagnostics.Len() > 0 {
		t.Errorf("scan %v says: %s", args, diagnostics.String())
	}
	return out.Bytes(), code
}
