package e2e

import (
	"regexp"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

var header = regexp.MustCompile(`^goroutine (\d+) \[([^\],(]*)`)

// blockedSites reads a debug=2 dump: the site of each goroutine by its number.
func blockedSites(dump string) map[string]string {
	sites := map[string]string{}
	for block := range strings.SplitSeq(dump, "\n\n") {
		lines := strings.Split(block, "\n")
		if match := header.FindStringSubmatch(lines[0]); match != nil {
			sites[match[1]] = identity.SiteOf(frames(lines[1:]), strings.TrimSpace(match[2]))
		}
	}
	return sites
}

// frames are the function names, innermost first; their arguments begin at the last opening parenthesis.
func frames(lines []string) []string {
	var names []string
	for _, line := range lines {
		if line == "" || line[0] == '\t' || strings.HasPrefix(line, "created by ") {
			continue
		}
		if i := strings.LastIndexByte(line, '('); i > 0 {
			names = append(names, line[:i])
		}
	}
	return names
}

// innermostSymbols reads a debug=1 profile, which has no wait reasons: the symbol of each stack's innermost frame outside of sync.
func innermostSymbols(profile string) map[string]bool {
	symbols := map[string]bool{}
	for block := range strings.SplitSeq(profile, "\n\n") {
		var names []string
		for line := range strings.Lines(block) {
			fields := strings.Fields(line)
			if len(fields) >= 3 && fields[0] == "#" && strings.HasPrefix(fields[1], "0x") {
				name, _, _ := strings.Cut(fields[2], "+0x")
				names = append(names, name)
			}
		}
		symbol, _, _ := strings.Cut(identity.SiteOf(names, ""), "|")
		symbols[symbol] = true
	}
	return symbols
}
