package watcher

import (
	"context"
	"encoding/json"
	"fmt"
	"go/version"
	"os/exec"
	"path/filepath"
	"strings"
)

// settings are what the go command uses in a folder; the module there can ask for another toolchain than the one on the path.
type settings struct{ GOROOT, GOVERSION, GOMODCACHE, GOFLAGS string }

// oldest has exit hooks, which the watcher needs.
const oldest = "go1.20"

func readSettings(ctx context.Context, dir string) (settings, error) {
	var s settings
	command := exec.CommandContext(ctx, "go", "env", "-json", "GOROOT", "GOVERSION", "GOMODCACHE", "GOFLAGS")
	command.Dir = dir
	output, err := command.Output()
	if err != nil {
		return s, fmt.Errorf("ask for Go's settings: go env: %w", err)
	}
	if err := json.Unmarshal(output, &s); err != nil {
		return s, fmt.Errorf("read Go's settings: %w", err)
	}
	return s, nil
}

// check refuses versions that are known to be too old; a version of unknown form is tried.
func (s settings) check() error {
	name, _, _ := strings.Cut(s.GOVERSION, " ")
	if version.IsValid(name) && version.Compare(name, oldest) < 0 {
		return fmt.Errorf("the tests run with %s, and the watcher needs %s or later", name, oldest)
	}
	return nil
}

// flag is the value of a flag in GOFLAGS, whose entries can stand in quotes; "" if it is not there.
func (s settings) flag(name string) string {
	value := ""
	for rest := strings.TrimSpace(s.GOFLAGS); rest != ""; rest = strings.TrimSpace(rest) {
		entry := ""
		if quote := rest[:1]; quote == "'" || quote == `"` {
			entry, rest, _ = strings.Cut(rest[1:], quote)
		} else {
			entry, rest, _ = strings.Cut(rest, " ")
		}
		key, text, _ := strings.Cut(strings.TrimLeft(entry, "-"), "=")
		if key == name {
			value = text
		}
	}
	return value
}

func isBelow(path, folder string) bool {
	if folder == "" {
		return false
	}
	relative, err := filepath.Rel(folder, path)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}
