package baseline

import (
	"fmt"
	"io"
	"strings"
)

// WriteText writes one line for each added finding, in the form that editors jump to, then what is gone.
func WriteText(out io.Writer, added, gone []Result) error {
	var text strings.Builder
	for _, r := range added {
		fmt.Fprintf(&text, "%s:%d: %s: %s (%s)\n", r.File, r.Line, r.Level, r.Message, r.Rule)
	}
	for _, r := range gone {
		fmt.Fprintf(&text, "gone: %s:%d: %s (%s)\n", r.File, r.Line, r.Message, r.Rule)
	}
	fmt.Fprintf(&text, "%d added, %d gone\n", len(added), len(gone))
	_, err := io.WriteString(out, text.String())
	return err
}

// WriteMarkdown writes a comment for a merge request.
func WriteMarkdown(out io.Writer, added, gone []Result) error {
	var text strings.Builder
	if len(added) == 0 {
		text.WriteString("**deadlock-guard**: this change adds no finding")
	} else {
		fmt.Fprintf(&text, "**deadlock-guard**: this change adds %d", len(added))
	}
	fmt.Fprintf(&text, ", %d gone.\n", len(gone))
	table(&text, "added", added)
	table(&text, "gone", gone)
	_, err := io.WriteString(out, text.String())
	return err
}

func table(text *strings.Builder, title string, results []Result) {
	if len(results) == 0 {
		return
	}
	fmt.Fprintf(text, "\n| %s | level | rule | |\n|---|---|---|---|\n", title)
	for _, r := range results {
		fmt.Fprintf(text, "| `%s:%d` | %s | %s | %s |\n", cell(r.File), r.Line, r.Level, cell(r.Rule), cell(r.Message))
	}
}

// cell keeps text of a file from ending its table cell or starting markup of its own.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "\r", " ", "<", "&lt;", "`", "'").Replace(text)
}
