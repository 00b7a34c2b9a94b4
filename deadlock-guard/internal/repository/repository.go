// Package repository tells where in a repository a folder is: code-scanning hosts know files by their path from the repository's root.
package repository

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Prefix is the path from a repository's root to a folder in it, with slashes; it is empty if the folder is the root, or in no repository.
// The root is as given, or else the innermost folder above that has a .git: a folder, or the file of a worktree or submodule.
func Prefix(folder, root string) (string, error) {
	if root == "" {
		if root = find(folder); root == "" {
			return "", nil
		}
	}
	inside, err := filepath.Rel(real(root), real(folder))
	if err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		return "", fmt.Errorf("%s is not inside of the source root %s", folder, root)
	}
	if inside == "." {
		return "", nil
	}
	return filepath.ToSlash(inside), nil
}

func find(folder string) string {
	for above := real(folder); ; {
		if _, err := os.Stat(filepath.Join(above, ".git")); err == nil {
			return above
		}
		next := filepath.Dir(above)
		if next == above {
			return ""
		}
		above = next
	}
}

// real is absolute and without symbolic links, as far as that can be told.
func real(folder string) string {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return folder
	}
	if resolved, err := filepath.EvalSymlinks(absolute); err == nil {
		return resolved
	}
	return absolute
}
