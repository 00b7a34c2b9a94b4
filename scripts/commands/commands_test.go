package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCommandsOfThisRepository(t *testing.T) {
	told, problems, err := check(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Error(problem)
	}
	if len(told) < 20 {
		t.Errorf("only %d blocks were found", len(told))
	}
}

func TestWhatNobodyRunsIsTold(t *testing.T) {
	root := t.TempDir()
	write(t, root, "Makefile", "test: ## All\n\techo\n")
	write(t, root, "README.md", strings.Join([]string{
		"1. In a list:",
		"   <!-- run by scripts/all.sh -->",
		"   ```",
		"   make test",
		"     indented",
		"   ```",
		"   what it prints has a language:",
		"   ```text",
		"   passed",
		"   ```",
		"<!-- not run: needs a registry -->",
		"```sh",
		"push",
		"```",
		"`make nothing` is no target; they make incidents.",
	}, "\n"))
	write(t, root, "docs/page.md", strings.Join([]string{
		"```",
		"forgotten",
		"```",
		"<!-- run by PageIT -->",
		"```",
		"typed",
		"```",
		"<!-- run by OtherIT, scripts/all.sh -->",
		"```",
		"make test",
		"unknown",
		"```",
		"<!-- not run:  -->",
		"```bash",
		"without a reason",
		"```",
	}, "\n"))
	write(t, root, "scripts/all.sh", "make test\n  indented\n")
	write(t, root, "src/test/java/io/deadlockwatch/system/PageIT.java", `read("docs/page.md");`)

	told, problems, err := check(root)
	if err != nil {
		t.Fatal(err)
	}
	same(t, told, []string{
		"README.md:3: run by scripts/all.sh",
		"README.md:12: not run: needs a registry",
		"docs/page.md:5: run by PageIT",
		"docs/page.md:9: run by OtherIT, scripts/all.sh",
	})
	same(t, problems, []string{
		"README.md:15: the Makefile has no nothing",
		"docs/page.md:1: nothing says what runs this: put <!-- run by NAME --> or <!-- not run: REASON --> on the line before",
		"docs/page.md:9: there is no src/test/java/io/deadlockwatch/system/OtherIT.java",
		`docs/page.md:9: scripts/all.sh has neither "unknown" nor the name of this page`,
		"docs/page.md:14: nothing says what runs this: put <!-- run by NAME --> or <!-- not run: REASON --> on the line before",
	})
}

func TestAScriptHasTheBlocksOfItsRunnerAlone(t *testing.T) {
	page := strings.Join([]string{
		"<!-- run by A -->", "```", "one", "```",
		"<!-- run by B -->", "```", "two", "```",
		"- <!-- no mark of a block -->",
		"  <!-- run by B, A -->", "  ```sh", "  if three; then", "    four", "  fi", "  ```",
		"<!-- run by A -->", "```text", "no command", "```",
	}, "\n")
	if got, want := script(page, "A"), "one\nif three; then\n  four\nfi\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := script(page, "C"); got != "" {
		t.Errorf("got %q for nobody", got)
	}
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
