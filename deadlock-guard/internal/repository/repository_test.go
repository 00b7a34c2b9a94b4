package repository

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPrefix(t *testing.T) {
	base := t.TempDir()
	make := func(names ...string) string {
		folder := filepath.Join(append([]string{base}, names...)...)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		return folder
	}
	repository, module := make("shop"), make("shop", "services", "orders")
	make("shop", ".git")
	worktree, inWorktree := make("shop", "trees", "base"), make("shop", "trees", "base", "services", "orders")
	if err := os.WriteFile(filepath.Join(worktree, ".git"), []byte("gitdir: ../../.git/worktrees/base\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(base, "link")
	if err := os.Symlink(module, link); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, folder, root, want string }{
		{"the root itself", repository, "", ""},
		{"below the root", module, "", "services/orders"},
		{"a worktree inside of the repository", inWorktree, "", "services/orders"},
		{"a link into the repository", link, "", "services/orders"},
		{"a root that is given", module, filepath.Join(repository, "services"), "orders"},
		{"the folder given as its root", module, module, ""},
	} {
		got, err := Prefix(c.folder, c.root)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
	if got, err := Prefix(repository, module); err == nil {
		t.Errorf("a root below the folder: %q and no error", got)
	}
}
