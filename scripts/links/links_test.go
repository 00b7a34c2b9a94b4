package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestLinksOfThisRepository(t *testing.T) {
	problems, count, err := check(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Error(problem)
	}
	if count < 50 {
		t.Errorf("only %d links were found", count)
	}
}

func TestWhatLeadsNowhereIsTold(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.md", strings.Join([]string{
		"# One heading",
		"## Twice",
		"## Twice",
		"[good](b.md) [self](#one-heading) [second](#twice-1) [there](docs/c.md#with-code-and-link) [far](https://example.com/x)",
		"[no file](nothing.md)",
		"[no heading](b.md#two) [no second](#twice-2)",
		"`[code](nothing.md)`",
		"```",
		"[fenced](nothing.md)",
		"# not a heading",
		"```",
		"[fenced heading](#not-a-heading)",
	}, "\n"))
	write(t, root, "b.md", "# One\n")
	write(t, root, "docs/c.md", "## With `code` and [link](../a.md)\n[root](/b.md) [up](../b.md#one) [folder](../docs)\n")

	problems, count, err := check(root)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(problems)
	want := []string{
		"a.md:12: #not-a-heading: there is no such heading",
		"a.md:5: nothing.md: there is no such file",
		"a.md:6: #twice-2: there is no such heading",
		"a.md:6: b.md#two: there is no such heading",
	}
	for i, problem := range problems {
		problems[i] = strings.TrimPrefix(problem, root+string(filepath.Separator))
	}
	if !slices.Equal(problems, want) {
		t.Errorf("got  %q\nwant %q", problems, want)
	}
	if count != 13 {
		t.Errorf("%d links, not 13", count)
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
