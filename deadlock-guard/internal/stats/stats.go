// Package stats measures a run: how long each part took, how much source it read, and how much memory it needed.
package stats

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Stats are the measures of one run. Nil measures nothing.
type Stats struct {
	begin    time.Time
	steps    []step
	packages int
	lines    int
}

type step struct {
	name string
	took time.Duration
}

// New begins to measure.
func New() *Stats { return &Stats{begin: time.Now()} }

// Time runs a part and notes how long it took.
func (s *Stats) Time(name string, part func()) {
	begin := time.Now()
	part()
	if s != nil {
		s.steps = append(s.steps, step{name, time.Since(begin)})
	}
}

// Size notes how much source there was.
func (s *Stats) Size(packages, lines int) {
	if s != nil {
		s.packages, s.lines = packages, lines
	}
}

// Write writes one measure a line, its name first: scripts read it.
func (s *Stats) Write(out io.Writer) error {
	if s == nil {
		return nil
	}
	var text strings.Builder
	for _, done := range s.steps {
		fmt.Fprintf(&text, "%-24s %8.2f s\n", done.name, done.took.Seconds())
	}
	fmt.Fprintf(&text, "%-24s %8.2f s\n", "total", time.Since(s.begin).Seconds())
	fmt.Fprintf(&text, "%-24s %8d\n", "packages", s.packages)
	fmt.Fprintf(&text, "%-24s %8d\n", "lines", s.lines)
	if peak, known := peakMemory(); known {
		fmt.Fprintf(&text, "%-24s %8d MiB\n", "peak memory", peak>>20)
	}
	if _, err := io.WriteString(out, text.String()); err != nil {
		return fmt.Errorf("write statistics: %w", err)
	}
	return nil
}
