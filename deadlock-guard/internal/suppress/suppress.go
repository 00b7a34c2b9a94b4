// Package suppress removes findings that a comment in the source answers:
//
//	//deadlock-guard:ignore DG1001 the process ends right after
//
// The comment stands on the finding's line or on the line above, and must give a reason.
package suppress

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/finding"
)

const prefix = "//deadlock-guard:ignore"

// Comments are the ignore comments of a program.
type Comments struct {
	byLine map[line][]*answer
	Faulty []Fault
}

// answer is one comment for one rule.
type answer struct {
	rule string
	at   token.Position
	used bool
}

// Fault is a comment that has no effect.
type Fault struct {
	Position token.Position
	Message  string
}

type line struct {
	file   string
	number int
}

// Read collects the comments of files. Comments without a reason are faults.
func Read(fset *token.FileSet, files []*ast.File) *Comments {
	c := &Comments{byLine: map[line][]*answer{}}
	for _, file := range files {
		for _, group := range file.Comments {
			for _, comment := range group.List {
				c.add(fset.Position(comment.Pos()), comment.Text)
			}
		}
	}
	return c
}

func (c *Comments) add(at token.Position, text string) {
	rest, found := strings.CutPrefix(text, prefix)
	if !found || (rest != "" && rest[0] != ' ' && rest[0] != '\t') {
		return
	}
	words := strings.Fields(rest)
	if len(words) < 2 {
		fault := Fault{Position: at, Message: fmt.Sprintf("this comment has no effect: write %s RULE reason", prefix)}
		if !slices.Contains(c.Faulty, fault) { // a file can belong to a package and to its test variant
			c.Faulty = append(c.Faulty, fault)
		}
		return
	}
	key := line{at.Filename, at.Line}
	for _, rule := range strings.Split(words[0], ",") {
		if !slices.ContainsFunc(c.byLine[key], func(a *answer) bool { return a.rule == rule }) {
			c.byLine[key] = append(c.byLine[key], &answer{rule: rule, at: at})
		}
	}
}

// Filter returns the findings without an answer, and how many have one.
func (c *Comments) Filter(findings []finding.Finding) (kept []finding.Finding, ignored int) {
	for _, f := range findings {
		if c.covers(f) {
			ignored++
		} else {
			kept = append(kept, f)
		}
	}
	return kept, ignored
}

func (c *Comments) covers(f finding.Finding) bool {
	at := f.At.Position
	for _, number := range []int{at.Line, at.Line - 1} {
		for _, a := range c.byLine[line{at.Filename, number}] {
			if a.rule == f.Rule {
				a.used = true
				return true
			}
		}
	}
	return false
}

// Unused lists the comments that answered nothing, among those for the rules that ran: whatever they were for is mended or has moved.
func (c *Comments) Unused(ran []string) []Fault {
	var unused []Fault
	for _, answers := range c.byLine {
		for _, a := range answers {
			if !a.used && slices.Contains(ran, a.rule) {
				unused = append(unused, Fault{Position: a.at, Message: "nothing to ignore here for " + a.rule + ": remove this comment"})
			}
		}
	}
	slices.SortFunc(unused, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Position.Filename, b.Position.Filename), cmp.Compare(a.Position.Line, b.Position.Line), cmp.Compare(a.Message, b.Message))
	})
	return unused
}
