package identity_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

func TestSymbolVectors(t *testing.T) {
	for _, row := range vectors(t, "symbols.tsv", 2) {
		if got := identity.Symbol(row[0]); got != row[1] {
			t.Errorf("Symbol(%q) = %q, want %q", row[0], got, row[1])
		}
	}
}

func TestSiteVectors(t *testing.T) {
	for _, row := range vectors(t, "sites.tsv", 3) {
		frames := strings.Split(row[0], " < ")
		if got := identity.SiteOf(frames, row[1]); got != row[2] {
			t.Errorf("SiteOf(%q, %q) = %q, want %q", frames, row[1], got, row[2])
		}
	}
}

func TestOddNames(t *testing.T) {
	for raw, want := range map[string]string{
		"":                            "?",
		"gopkg.in/lib%2e2.F":          "gopkg.in/lib.2.F",
		"main.G[a.com/vendor/b.T].F":  "main.G.F",
		"main.init.1.func2.3":         "main.init.func",
		"main.(*T).M.func2.1.gowrap3": "main.(*T).M.func",
		"nameless":                    "nameless",
	} {
		if got := identity.Symbol(raw); got != want {
			t.Errorf("Symbol(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestLongSitesAreCut(t *testing.T) {
	site := identity.Site("example.com/"+strings.Repeat("x", 600)+".F", identity.ChanSend)
	if want := 400 + 1 + 16 + len("|chan send"); len(site) != want {
		t.Errorf("site has %d characters, want %d", len(site), want)
	}
}

// vectors reads the rows that the Java side must pass too.
func vectors(t *testing.T, file string, columns int) [][]string {
	t.Helper()
	in, err := os.Open(filepath.Join("..", "..", "..", "testdata", "identity", file))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var rows [][]string
	for lines := bufio.NewScanner(in); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") || lines.Text() == "" {
			continue
		}
		row := strings.Split(lines.Text(), "\t")
		if len(row) != columns {
			t.Fatalf("%s: %q has %d columns, want %d", file, lines.Text(), len(row), columns)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		t.Fatalf("%s holds no vectors", file)
	}
	return rows
}
