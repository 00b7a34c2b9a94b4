package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/cli"
)

// forgotten is what a change to golang.org/x/sync could add.
const forgotten = `package semaphore

import (
	"context"
	"errors"
)

// AcquireOrGiveUp leaves a goroutine behind whenever the context ends first.
func (s *Weighted) AcquireOrGiveUp(ctx context.Context) error {
	done := make(chan error)
	go func() { done <- s.Acquire(context.WithoutCancel(ctx), 1) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errors.New("gave up")
	}
}
`

const forgottenTest = `package semaphore

import (
	"context"
	"testing"
)

func TestAcquireOrGiveUp(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for range 20 {
		_ = NewWeighted(1).AcquireOrGiveUp(ctx)
	}
}
`

// A module that others wrote, on its way through a merge request: healthy, then with a leak that its tests take.
func TestThirdPartyModule(t *testing.T) {
	module := filepath.Join(t.TempDir(), "sync")
	if err := os.CopyFS(module, os.DirFS(folderOf(t, "golang.org/x/sync"))); err != nil {
		t.Fatal(err)
	}
	before, after := filepath.Join(t.TempDir(), "before.sarif"), filepath.Join(t.TempDir(), "after.sarif")
	says(t, cli.Clean, "", "scan", "-C", module, "-o", "sarif", "-output", before)
	says(t, cli.Clean, "", "test", "-C", module, "-short", "./...")

	write(t, filepath.Join(module, "semaphore", "forgotten.go"), forgotten)
	write(t, filepath.Join(module, "semaphore", "forgotten_test.go"), forgottenTest)

	says(t, cli.Findings, "", "scan", "-C", module, "-o", "sarif", "-output", after)
	says(t, cli.Findings, "semaphore/forgotten.go:11", "gate", "-baseline", before, after)
	says(t, cli.Clean, "", "gate", "-baseline", after, after)
	says(t, cli.Findings, "semaphore/forgotten.go:11:19  seen: ", "test", "-C", module, "-short", "-run", "GiveUp", "./semaphore")
}

// folderOf is where the go command keeps a module that this one requires.
func folderOf(t *testing.T, module string) string {
	t.Helper()
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(folder))
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// says runs a command, and looks for the words in what it prints.
func says(t *testing.T, want int, words string, args ...string) {
	t.Helper()
	var out, diagnostics bytes.Buffer
	code := cli.Run(t.Context(), args, &out, &diagnostics)
	if said := out.String() + diagnostics.String(); code != want || !strings.Contains(said, words) {
		t.Errorf("%s: exit code %d, want %d with %q:\n%s", strings.Join(args, " "), code, want, words, said)
	}
}
