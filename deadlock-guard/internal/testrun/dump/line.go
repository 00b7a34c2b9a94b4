package dump

import (
	"strconv"
	"strings"
)

// parseHeader reads lines like these; from left to right: a name for the dump's reader, the runtime's own addresses in some crashes, the
// state with its marks, and labels, within the brackets in Go 1.26 and after them since.
//
//	goroutine 7 [chan receive (leaked), 2 minutes, locked to thread] {key: "value"}:
//	goroutine 7 gp=0x274e942dc1e0 m=nil [chan receive labels:{"key": "value"}]:
func parseHeader(line string) (id string, state State, ok bool) {
	if len(line) > maxLine || !strings.HasSuffix(line, ":") {
		return "", State{}, false
	}
	before, rest, found := strings.Cut(strings.TrimPrefix(line, "goroutine "), " [")
	id, _, _ = strings.Cut(before, " ")
	if _, err := strconv.ParseUint(id, 10, 64); err != nil || !found {
		return "", State{}, false
	}
	inside, _, found := strings.Cut(rest, "]")
	inside, _, _ = strings.Cut(inside, " labels:{") // before anything else: labels hold any text
	if !found {
		return "", State{}, false
	}
	return id, parseState(inside), true
}

// parsePlace reads a tab, a file, a colon, a line, and in most cases an offset.
func parsePlace(text string) (file string, line int, ok bool) {
	text = strings.TrimPrefix(text, "\t")
	if i := strings.LastIndex(text, " +0x"); i >= 0 {
		text = text[:i]
	}
	colon := strings.LastIndexByte(text, ':')
	if colon <= 0 {
		return "", 0, false
	}
	line, err := strconv.Atoi(text[colon+1:])
	if err != nil || line <= 0 {
		return "", 0, false
	}
	return text[:colon], line, true
}
