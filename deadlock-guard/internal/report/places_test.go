package report

import (
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/finding"
)

func TestPlacesCountInUTF16AndEscapeNames(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "a b.go")
	if err := os.WriteFile(file, []byte("package a\nvar 😀é = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	at := finding.Place{Position: token.Position{Filename: file, Line: 2, Column: 12}} // the =, after 4 + 4 + 2 + 1 bytes
	physical := newPlaces(&Scan{Root: root, Prefix: "services/c d"}).location(at).PhysicalLocation
	if column := physical.Region.StartColumn; column != 9 {
		t.Errorf("column %d, want 9", column)
	}
	if uri := physical.ArtifactLocation.URI; uri != "services/c%20d/a%20b.go" {
		t.Errorf("uri %q", uri)
	}
}
