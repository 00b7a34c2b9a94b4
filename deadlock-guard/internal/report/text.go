package report

import (
	"fmt"
	"io"
	"strings"
)

// writeText writes one line for each finding in the form that editors jump to, its path and partners indented below.
func writeText(out io.Writer, scan *Scan) error {
	var text strings.Builder
	for _, f := range scan.Findings {
		fmt.Fprintf(&text, "%s: %s: %s (%s)\n", scan.location(f.At), f.Level, f.Message, f.Rule)
		for _, step := range f.Path {
			fmt.Fprintf(&text, "\t%-5s  %s  %s\n", step.Kind, scan.location(step.Place), step.Place.Symbol)
		}
		for _, partner := range f.Partners {
			fmt.Fprintf(&text, "\t       %s  %s\n", scan.location(partner.Place), partner.Message)
		}
	}
	fmt.Fprintf(&text, "%d findings", len(scan.Findings))
	if scan.Ignored > 0 {
		fmt.Fprintf(&text, ", %d ignored by comments", scan.Ignored)
	}
	text.WriteByte('\n')
	_, err := io.WriteString(out, text.String())
	return err
}
