package watcher

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// overlay is the file that go build's -overlay takes: for each path the file that stands in for it.
type overlay struct {
	Replace map[string]string
}

// writeOverlay writes an overlay that adds the injected files, and has all that the user's has.
func (w *Watcher) writeOverlay(goroot, dir, users string) (string, error) {
	merged, err := readOverlay(dir, users)
	if err != nil {
		return "", err
	}
	files, err := injected.ReadDir("_inject")
	if err != nil {
		return "", fmt.Errorf("read the watcher: %w", err)
	}
	for _, file := range files {
		content, err := injected.ReadFile("_inject/" + file.Name())
		if err != nil {
			return "", fmt.Errorf("read the watcher: %w", err)
		}
		copied := filepath.Join(w.folder, "inject", file.Name())
		if err := os.WriteFile(copied, content, 0o600); err != nil {
			return "", fmt.Errorf("write the watcher: %w", err)
		}
		merged.Replace[filepath.Join(goroot, "src", "testing", "internal", "testdeps", "deadlock_guard_"+file.Name())] = copied
	}
	text, err := json.Marshal(merged)
	if err != nil {
		return "", fmt.Errorf("write the overlay: %w", err)
	}
	file := filepath.Join(w.folder, "overlay.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return "", fmt.Errorf("write the overlay: %w", err)
	}
	return file, nil
}

// readOverlay reads the user's overlay. Its relative paths stay: they are relative to the folder where go test runs.
func readOverlay(dir, name string) (overlay, error) {
	read := overlay{Replace: map[string]string{}}
	if name == "" {
		return read, nil
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return read, fmt.Errorf("read the overlay given to go test: %w", err)
	}
	if err := json.Unmarshal(text, &read); err != nil {
		return read, fmt.Errorf("read the overlay given to go test: %s: %w", name, err)
	}
	if read.Replace == nil {
		read.Replace = map[string]string{}
	}
	return read, nil
}
