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
		{args: "model -h", code: cli.Clean, complaint: "-revision"},
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

func TestIgnoreCommentsThatAnswerNothingAreNamed(t *testing.T) {
	_, complaint, _ := run(t, "scan", "-C", "testdata/ignored")
	if want := "mended.go:6: nothing to ignore here for DG1001"; !strings.Contains(complaint, want) {
		t.Errorf("diagnostics lack %q: %s", want, complaint)
	}
	if _, complaint, _ = run(t, "scan", "-C", "testdata/ignored", "--rules", "DG1003"); strings.Contains(complaint, "for DG1001") {
		t.Errorf("a rule that did not run cannot tell: %s", complaint)
	}
}

func TestBaselineLetsOnlyNewFindingsFail(t *testing.T) {
	before := filepath.Join(t.TempDir(), "before.sarif")
	if _, _, code := run(t, "scan", "-C", "testdata/ignored", "-o", "sarif", "--output", before); code != cli.Findings {
		t.Fatalf("exit code %d", code)
	}

	out, complaint, code := run(t, "scan", "-C", "testdata/ignored", "--baseline", before)
	if code != cli.Clean || !strings.Contains(out, "0 findings, 2 more known from the baseline, 0 of the baseline gone") {
		t.Errorf("the same code: exit code %d, %s%s", code, out, complaint)
	}
	out, _, code = run(t, "scan", "-C", "testdata/broken", "--baseline", before)
	if code != cli.Findings || !strings.Contains(out, "2 of the baseline gone") {
		t.Errorf("other code: exit code %d, %s", code, out)
	}
	out, _, _ = run(t, "scan", "-C", "testdata/ignored", "--baseline", before, "-o", "sarif")
	if !strings.Contains(out, `"baselineState": "unchanged"`) {
		t.Errorf("SARIF does not tell the state: %s", out)
	}
}

func TestGateComparesTwoScans(t *testing.T) {
	dir := t.TempDir()
	before, after := filepath.Join(dir, "before.sarif"), filepath.Join(dir, "after.sarif")
	run(t, "scan", "-C", "testdata/ignored", "-o", "sarif", "--output", before)
	run(t, "scan", "-C", "testdata/broken", "-o", "sarif", "--output", after)

	for _, c := range []struct {
		args []string
		code int
		out  string
	}{
		{[]string{"--baseline", before, before}, cli.Clean, "0 added, 0 gone"},
		{[]string{"--baseline", before, after}, cli.Findings, "1 added, 2 gone"},
		{[]string{"--baseline", before, "--fail-on", "error", after}, cli.Clean, "1 added, 2 gone"},
		{[]string{"--baseline", before, "-o", "markdown", after}, cli.Findings, "this change adds 1, 2 gone"},
	} {
		out, complaint, code := run(t, append([]string{"gate"}, c.args...)...)
		if code != c.code || !strings.Contains(out, c.out) {
			t.Errorf("gate %v: exit code %d, %s%s", c.args, code, out, complaint)
		}
	}
}

func TestGateNamesWhatItCannotRead(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	good := write("good.sarif", `{"version": "2.1.0", "runs": []}`)
	foreign := `{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "other"}}, "results": [{"ruleId": "x", "level": "error", "message": {"text": ""}}]}]}`
	for args, want := range map[string]string{
		good:                          "needs --baseline",
		"--baseline " + good:          "got 0 files",
		"--baseline /nowhere " + good: "no such file",
		"--baseline " + write("cut.sarif", `{"version": "2.`) + " " + good:    "no SARIF",
		"--baseline " + write("old.sarif", `{"version": "1.0"}`) + " " + good: `version "1.0"`,
		"--baseline " + write("foreign.sarif", foreign) + " " + good:          "result 1 of other: no rule or no fingerprints",
		"--baseline " + good + " -o xml " + good:                              `format "xml"`,
	} {
		_, complaint, code := run(t, append([]string{"gate"}, strings.Fields(args)...)...)
		if code != cli.Failed || !strings.Contains(complaint, want) {
			t.Errorf("gate %s: exit code %d, %s; want %q", args, code, complaint, want)
		}
	}
}

func TestSARIFNamesFilesFromTheRepositorysRoot(t *testing.T) {
	for _, c := range []struct{ root, want, module string }{
		{"testdata", `"uri": "ignored/ignored.go"`, `"uri": "ignored/"`},
		{"testdata/ignored", `"uri": "ignored.go"`, ""},
	} {
		out, complaint, _ := run(t, "scan", "-C", "testdata/ignored", "-o", "sarif", "--source-root", c.root)
		if !strings.Contains(out, c.want) || !strings.Contains(out, c.module) || strings.Contains(out, "%MODULEROOT%") != (c.module != "") {
			t.Errorf("from %s: lacks %s or %s: %s%s", c.root, c.want, c.module, out, complaint)
		}
	}
	if _, complaint, code := run(t, "scan", "-C", "testdata/ignored", "--source-root", "testdata/broken"); code != cli.Failed || !strings.Contains(complaint, "not inside of the source root") {
		t.Errorf("exit code %d, %s", code, complaint)
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
