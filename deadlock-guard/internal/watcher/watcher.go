// Package watcher makes test binaries leave snapshots of their goroutines behind, without a change of the user's code.
//
// How it works: go test writes a main function for each test binary, which imports testing/internal/testdeps from Go's own library.
// No other package does. An overlay adds a file to that package, so that only this small package is compiled once more for each
// Go version; the user's packages and all others come from the build cache as always. The file registers an exit hook: it runs
// however the tests end, by os.Exit in a TestMain too, except by a panic or a signal.
package watcher

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

//go:embed _inject/*
var injected embed.FS

// variable names the folder for snapshots in the environment of test binaries, which remove it before any test runs.
const variable = "DEADLOCK_GUARD_WATCH"

// Watcher is ready to watch one run of go test.
type Watcher struct {
	Go     string   // the go command to run
	Flags  []string // to put before the user's
	Env    []string // to add to the environment
	folder string   // of all that is written
}

// New prepares a run in a folder. The user's overlay is the value of the -overlay flag, "" if there is none; one in GOFLAGS is found here.
// Close removes what New creates.
func New(ctx context.Context, dir, userOverlay string) (*Watcher, error) {
	settings, err := readSettings(ctx, dir)
	if err != nil {
		return nil, err
	}
	if err := settings.check(); err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "deadlock-guard-test-")
	if err != nil {
		return nil, fmt.Errorf("create a folder for snapshots: %w", err)
	}
	w := &Watcher{Go: "go", folder: folder}
	if err := w.prepare(settings, dir, userOverlay); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// Close removes all files of the watcher.
func (w *Watcher) Close() error { return os.RemoveAll(w.folder) }

func (w *Watcher) prepare(s settings, dir, userOverlay string) error {
	for _, name := range []string{"snapshots", "inject"} {
		if err := os.Mkdir(filepath.Join(w.folder, name), 0o700); err != nil {
			return fmt.Errorf("create a folder for snapshots: %w", err)
		}
	}
	root := s.GOROOT
	// Since 1.26, Go takes no overlay of files below the module cache, where the toolchains stand that it downloads. The same toolchain
	// under another name is no such place; compiled packages do not depend on the name.
	if isBelow(root, s.GOMODCACHE) {
		root = filepath.Join(w.folder, "goroot")
		if err := os.Symlink(s.GOROOT, root); err != nil {
			return fmt.Errorf("give Go's folder another name: %w", err)
		}
		w.Go = filepath.Join(root, "bin", "go")
		w.Env = append(w.Env, "GOROOT="+root)
	}
	if userOverlay == "" {
		userOverlay = s.flag("overlay")
	}
	file, err := w.writeOverlay(root, dir, userOverlay)
	if err != nil {
		return err
	}
	w.Flags = append(w.Flags, "-overlay="+file)
	if s.flag("count") == "" {
		w.Flags = append(w.Flags, "-count=1") // results from the cache have nothing to watch; a later -count wins
	}
	w.Env = append(w.Env, variable+"="+filepath.Join(w.folder, "snapshots"))
	return nil
}
