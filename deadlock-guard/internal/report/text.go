package report

import (
	"fmt"
	"io"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/finding"
)

// writeText writes what is not known from a baseline: one line for each finding in the form that editors jump to, its path and partners indented below.
func writeText(out io.Writer, scan *Scan) error {
	var text strings.Builder
	known := 0
	for _, f := range scan.Findings {
		if f.State == finding.Unchanged {
			known++
			continue
		}
		fmt.Fprintf(&text, "%s: %s: %s (%s)\n", scan.location(f.At), f.Level, f.Message, f.Rule)
		if f.Fix != "" {
			fmt.Fprintf(&text, "\tfix    %s\n", f.Fix)
		}
		for _, step := range f.Path {
			fmt.Fprintf(&text, "\t%-5s  %s  %s\n", step.Kind, scan.location(step.Place), step.Place.Symbol)
		}
		for _, partner := range f.Partners {
			fmt.Fprintf(&text, "\t       %s  %s\n", scan.location(partner.Place), partner.Message)
		}
	}
	fmt.Fprintf(&text, "%d findings", len(scan.Findings)-known)
	if known > 0 || scan.Gone > 0 {
		fmt.Fprintf(&text, ", %d more known from the baseline, %d of the baseline gone", known, scan.Gone)
	}
	if scan.Ignored > 0 {
		fmt.Fprintf(&text, ", %d ignored by comments", scan.Ignored)
	}
	text.WriteByte('\n')
	_, err := io.WriteString(out, text.String())
	return err
}
