package ruletest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/finding"
)

// want is one finding that a program asks for.
type want struct {
	line    int
	message *regexp.Regexp
	met     bool
}

func parseWants(source string) ([]*want, error) {
	var wants []*want
	for i, line := range strings.Split(source, "\n") {
		_, rest, found := strings.Cut(line, "// want ")
		for rest = strings.TrimSpace(rest); found && rest != ""; rest = strings.TrimSpace(rest) {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return nil, fmt.Errorf("line %d: a want that is no string: %s", i+1, rest)
			}
			text, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			message, err := regexp.Compile(text)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			wants = append(wants, &want{line: i + 1, message: message})
			rest = rest[len(quoted):]
		}
	}
	return wants, nil
}

func match(wants []*want, f finding.Finding) *want {
	for _, w := range wants {
		if !w.met && w.line == f.At.Position.Line && w.message.MatchString(f.Message) {
			return w
		}
	}
	return nil
}
