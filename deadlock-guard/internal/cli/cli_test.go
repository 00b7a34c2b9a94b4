package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/cli"
)

func TestCommands(t *testing.T) {
	for _, c := range []struct {
		args           string
		code           int
		out, complaint string
	}{
		{args: "", code: cli.Failed, complaint: "no command given"},
		{args: "sing", code: cli.Failed, complaint: `unknown command "sing"`},
		{args: "-h", code: cli.Clean, out: "Usage:"},
		{args: "scan -h", code: cli.Clean, complaint: "-fail-on"},
		{args: "version", code: cli.Clean, out: "deadlock-guard 0."},
		{args: "scan -o xml", code: cli.Failed, complaint: `format "xml"`},
		{args: "scan -rules DG9999", code: cli.Failed, complaint: `no rule "DG9999"`},
		{args: "scan -fail-on bad", code: cli.Failed, complaint: `level "bad"`},
		{args: "scan --explain DG1003", code: cli.Clean, out: "# DG1003 lockorder"},
		{args: "scan -C testdata/nowhere", code: cli.Failed, complaint: "load packages"},
		{args: "scan -C testdata/broken ./bad", code: cli.Failed, complaint: "no package can be analysed"},
	} {
		out, complaint, code := run(t, strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(out, c.out) || !strings.Contains(complaint, c.complaint) {
			t.Errorf("deadlock-guard %s: exit code %d, output %q, diagnostics %q", c.args, code, out, complaint)
		}
	}
}

func TestBrokenPackagesAreNamedAndTheRestIsScanned(t *testing.T) {
	out, complaint, code := run(t, "scan", "-C", "testdata/broken", "-o", "sarif")
	if code != cli.Findings || !strings.Contains(out, "example.com/broken/good.Leak.func|chan send") {
		t.Errorf("exit code %d, output %s", code, out)
	}
	for _, want := range []string{
		"deadlock-guard: example.com/broken/bad: not analysed: bad/bad.go:3:13: cannot use",
		"deadlock-guard: example.com/broken/user: not analysed: imports a package that does not compile",
	} {
		if !strings.Contains(complaint, want) {
			t.Errorf("diagnostics lack %q: %s", want, complaint)
		}
	}
	if n := strings.Count(out, `"level": "error"`); !strings.Contains(out, "toolExecutionNotifications") || n < 2 {
		t.Errorf("SARIF does not name both packages: %s", out)
	}
}

func TestIgnoreCommentsNeedAReason(t *testing.T) {
	out, complaint, _ := run(t, "scan", "-C", "testdata/ignored")
	for _, want := range []string{"ignored.go:16:16", "ignored.go:21:16", "2 findings, 2 ignored by comments"} {
		if !strings.Contains(out, want) {
			t.Errorf("output lacks %q:\n%s", want, out)
		}
	}
	if want := "ignored.go:16: this comment has no effect"; !strings.Contains(complaint, want) {
		t.Errorf("diagnostics lack %q: %s", want, complaint)
	}
}

func TestOutputFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "findings.json")
	out, _, code := run(t, "scan", "-C", "testdata/ignored", "-o", "json", "--output", file)
	report, err := os.ReadFile(file)
	if err != nil || code != cli.Findings || out != "" {
		t.Fatalf("exit code %d, output %q, error %v", code, out, err)
	}
	if !strings.Contains(string(report), `"site": "example.com/ignored.otherRule.func|chan send"`) {
		t.Errorf("report lacks the site: %s", report)
	}
}

func run(t *testing.T, args ...string) (out, diagnostics string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Run(t.Context(), args, &stdout, &stderr)
	return stdout.String(), stderr.String(), code
}
