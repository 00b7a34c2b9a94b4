package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const folder = "../helm/deadlockwatch/files/dashboards"

func all() []dashboard { return []dashboard{fleet(), workload(), cost()} }

// render gives a dashboard as a file, the same for the same dashboard.
func render(d dashboard) (name string, content []byte, err error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	err = encoder.Encode(d)
	return strings.TrimPrefix(d.UID, tag+"-") + ".json", out.Bytes(), err
}

func run() error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, d := range all() {
		name, content, err := render(d)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "dashboards:", err)
		os.Exit(1)
	}
}
