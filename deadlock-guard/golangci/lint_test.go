package golangci_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/cli"
)

const configuration = `version: "2"
linters:
  default: none
  enable: [deadlockguard]
  settings:
    custom:
      deadlockguard:
        type: module
        description: goroutines that can block for ever
`

// golangci-lint itself, built with the plugin, says of the example what a scan says. Building it takes many minutes, so scripts/test-golangci.sh does.
func TestGolangciLintSaysWhatAScanSays(t *testing.T) {
	linter := os.Getenv("CUSTOM_GOLANGCI_LINT")
	if linter == "" {
		t.Skip("CUSTOM_GOLANGCI_LINT names no golangci-lint with this plugin: run scripts/test-golangci.sh")
	}
	orders := filepath.Join("..", "..", "examples", "orders")
	config := filepath.Join(t.TempDir(), "golangci.yml")
	if err := os.WriteFile(config, []byte(configuration), 0o600); err != nil {
		t.Fatal(err)
	}

	linted := lint(t, linter, orders, config)
	scanned := scan(t, orders)
	if len(scanned) == 0 || !slices.Equal(linted, scanned) {
		t.Errorf("golangci-lint says\n%q\na scan says\n%q", linted, scanned)
	}
}

// lint returns file and line of each issue.
func lint(t *testing.T, linter, module, config string) []string {
	t.Helper()
	command := exec.Command(linter, "run", "--config", config, "--path-mode", "abs", "--output.json.path", "stdout", "--show-stats=false", "--issues-exit-code", "0", "./...")
	command.Dir = module
	command.Env = append(os.Environ(), "GOLANGCI_LINT_CACHE="+t.TempDir()) // that of the user may hold what an older plugin said
	var diagnostics bytes.Buffer
	command.Stderr = &diagnostics
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, diagnostics.String())
	}
	var report struct {
		Issues []struct {
			Pos struct {
				Filename string
				Line     int
			}
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var places []string
	for _, issue := range report.Issues {
		places = append(places, fmt.Sprintf("%s:%d", filepath.Base(issue.Pos.Filename), issue.Pos.Line))
	}
	slices.Sort(places)
	return places
}

func scan(t *testing.T, module string) []string {
	t.Helper()
	var out, diagnostics bytes.Buffer
	if code := cli.Run(t.Context(), []string{"scan", "-C", module, "-o", "json", "--fail-on", "never"}, &out, &diagnostics); code != cli.Clean {
		t.Fatalf("exit code %d: %s", code, diagnostics.String())
	}
	var report struct {
		Findings []struct {
			At struct {
				File string
				Line int
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	var places []string
	for _, f := range report.Findings {
		places = append(places, fmt.Sprintf("%s:%d", filepath.Base(f.At.File), f.At.Line))
	}
	slices.Sort(places)
	return places
}
