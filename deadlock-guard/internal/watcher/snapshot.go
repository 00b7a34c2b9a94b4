package watcher

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxSnapshot bytes are read of one file: two dumps of 16 MiB, and one of the 64 MiB at which Go cuts its profiles.
const maxSnapshot = 100 << 20

// Snapshot is what one test binary left behind when it ended.
type Snapshot struct {
	Package string // whose tests ran
	// First and Second are dumps of all goroutines, a tenth of a second or less apart; empty where nobody waited at the first look.
	First, Second string
	// Leaks is a dump that marks the goroutines nothing can wake. Empty where Go has no such profile.
	Leaks string
}

// Snapshots reads what the test binaries left, in the order of their packages.
func (w *Watcher) Snapshots() ([]Snapshot, error) {
	names, err := filepath.Glob(filepath.Join(w.folder, "snapshots", "exit-*"))
	if err != nil {
		return nil, fmt.Errorf("list snapshots: %w", err)
	}
	var snapshots []Snapshot
	for _, name := range names {
		text, err := readAtMost(name, maxSnapshot)
		if err != nil {
			return nil, fmt.Errorf("read a snapshot: %w", err)
		}
		snapshot, err := parseSnapshot(text)
		if err != nil {
			return nil, fmt.Errorf("read a snapshot: %w", err)
		}
		snapshots = append(snapshots, snapshot)
	}
	slices.SortStableFunc(snapshots, func(a, b Snapshot) int { return strings.Compare(a.Package, b.Package) })
	return snapshots, nil
}

func readAtMost(name string, limit int64) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return "", err
	}
	if int64(len(text)) > limit {
		return "", fmt.Errorf("it is longer than the limit of %d bytes", limit)
	}
	return string(text), nil
}

// parseSnapshot takes apart what _inject/watch.go writes.
func parseSnapshot(text string) (Snapshot, error) {
	head, rest, _ := strings.Cut(text, "\n")
	if head != "deadlock-guard watch 1" {
		return Snapshot{}, fmt.Errorf("it begins with %.40q", head)
	}
	pkg, rest, _ := strings.Cut(rest, "\n")
	s := Snapshot{Package: pkg}
	if rest == "" {
		return s, nil
	}
	sections, found := strings.CutSuffix(rest, "\n== end\n")
	if !found {
		return Snapshot{}, fmt.Errorf("that of %s has no end", pkg)
	}
	sections, s.Leaks, _ = strings.Cut(sections, "\n== leaks\n")
	s.First, s.Second, _ = strings.Cut(strings.TrimPrefix(sections, "== first\n"), "\n== second\n")
	return s, nil
}
