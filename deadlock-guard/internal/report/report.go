// Package report writes the result of a scan as text, JSON or SARIF. Equal results give equal bytes.
package report

import (
	"fmt"
	"io"
	"path/filepath"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/rule"
)

// Scan is what there is to write.
type Scan struct {
	Root     string // folder of the module; text and JSON name files from it
	Prefix   string // from the root of the repository to it, with slashes: SARIF names files from the repository's root
	Module   string
	Rules    []*rule.Rule
	Findings []finding.Finding
	Notes    []Note
	Ignored  int // findings that a comment answers
	Gone     int // findings of the baseline that are no more
}

// Note is something that the reader of a report must know about the scan itself.
type Note struct {
	Failure bool   // something was not analysed
	Where   string // a package, or a position relative to the root
	Message string
}

// Write writes a scan in the format, which is text, json or sarif.
func Write(out io.Writer, format string, scan *Scan) error {
	write, known := map[string]func(io.Writer, *Scan) error{"text": writeText, "json": writeJSON, "sarif": writeSARIF}[format]
	if !known {
		return fmt.Errorf("format %q is none of text, json, sarif", format)
	}
	if err := write(out, scan); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// Relative is a file's name below the root, with slashes.
func (s *Scan) Relative(file string) string {
	relative, err := filepath.Rel(s.Root, file)
	if err != nil {
		return filepath.ToSlash(filepath.Base(file))
	}
	return filepath.ToSlash(relative)
}

func (s *Scan) location(p finding.Place) string {
	return fmt.Sprintf("%s:%d:%d", s.Relative(p.Position.Filename), p.Position.Line, p.Position.Column)
}
