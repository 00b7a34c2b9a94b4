package report

import (
	"bytes"
	"go/token"
	"net/url"
	"os"
	"path"
	"strings"
	"unicode/utf16"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/report/sarif"
)

// places turns Go's positions into SARIF's: Go counts bytes, SARIF UTF-16 units. Files are read once; a file that cannot be read keeps
// Go's columns.
type places struct {
	scan  *Scan
	lines map[string][][]byte
}

func newPlaces(scan *Scan) *places { return &places{scan: scan, lines: map[string][][]byte{}} }

func (p *places) location(place finding.Place) sarif.Location {
	return sarif.Location{
		PhysicalLocation: &sarif.PhysicalLocation{
			ArtifactLocation: sarif.ArtifactLocation{URI: p.uri(place.Position.Filename), URIBaseID: sarif.SrcRoot},
			Region:           &sarif.Region{StartLine: place.Position.Line, StartColumn: p.column(place.Position)},
		},
		LogicalLocations: []sarif.LogicalLocation{{FullyQualifiedName: place.Symbol, Kind: "function"}},
	}
}

func (p *places) uri(file string) string {
	return escaped(path.Join(p.scan.Prefix, p.scan.Relative(file)))
}

func escaped(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

func (p *places) column(at token.Position) int {
	lines, known := p.lines[at.Filename]
	if !known {
		content, err := os.ReadFile(at.Filename)
		if err == nil {
			lines = bytes.Split(content, []byte("\n"))
		}
		p.lines[at.Filename] = lines
	}
	if at.Line > len(lines) || at.Column-1 > len(lines[at.Line-1]) {
		return at.Column
	}
	before := lines[at.Line-1][:at.Column-1]
	return len(utf16.Encode([]rune(string(before)))) + 1
}
