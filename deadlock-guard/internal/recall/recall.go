// Package recall measures what the rules find: on their pairs, and on programs with known bugs that nobody wrote for them. Its test fails
// below the targets, and prints two tables:
//
//	go test ./internal/recall -count=1 -v -run '^Test(Pairs|Programs)$' -table /tmp/recall.md
package recall

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/finding"
)

// Place is a line of a program that is known to block for ever, or to be fine.
type Place struct {
	Program  string
	Bug      string
	Benign   bool
	State    string // of the goroutine that waits there
	Line     int
	Partners []int // lines where the other side stands, or should have woken it
}

// ParseTruth reads a table of places, with tabs between its columns.
func ParseTruth(table []byte) ([]Place, error) {
	var places []Place
	lines := bufio.NewScanner(bytes.NewReader(table))
	for number := 1; lines.Scan(); number++ {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		place, err := parsePlace(strings.Split(lines.Text(), "\t"))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		places = append(places, place)
	}
	return places, lines.Err()
}

func parsePlace(columns []string) (Place, error) {
	if len(columns) != 6 {
		return Place{}, fmt.Errorf("%d columns, not 6", len(columns))
	}
	place := Place{Program: columns[0], Bug: columns[1], Benign: columns[2] == "benign", State: columns[3]}
	if !place.Benign && columns[2] != "blocked" {
		return Place{}, fmt.Errorf("verdict %q is none of blocked, benign", columns[2])
	}
	var err error
	if place.Line, err = strconv.Atoi(columns[4]); err != nil {
		return Place{}, err
	}
	for partner := range strings.SplitSeq(columns[5], ",") {
		if partner == "" {
			continue
		}
		line, err := strconv.Atoi(partner)
		if err != nil {
			return Place{}, err
		}
		place.Partners = append(place.Partners, line)
	}
	return place, nil
}

// Verdict says where the rules found a place.
type Verdict string

// What can be said of a place that blocks.
const (
	Here    Verdict = "found"
	Partner Verdict = "at its partner"
	Missed  Verdict = "missed"
)

// Judge looks for a place among the findings of its program.
func (p Place) Judge(findings []finding.Finding) (verdict Verdict, rules []string) {
	verdict = Missed
	for _, f := range findings {
		switch line := f.At.Position.Line; {
		case line == p.Line:
			if verdict != Here {
				verdict, rules = Here, nil
			}
			rules = append(rules, f.Rule)
		case verdict != Here && slices.Contains(p.Partners, line):
			verdict = Partner
			rules = append(rules, f.Rule)
		}
	}
	slices.Sort(rules)
	return verdict, slices.Compact(rules)
}
