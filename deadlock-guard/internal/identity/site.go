package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxSite    = 512
	keptSymbol = 400
)

// Site names a place where goroutines block: a symbol and a wait operation.
func Site(symbol, operation string) string {
	site := symbol + "|" + operation
	if utf8.RuneCountInString(site) <= maxSite {
		return site
	}
	runes := []rune(symbol)
	sum := sha256.Sum256([]byte(symbol))
	return string(runes[:min(keptSymbol, len(runes))]) + "~" + hex.EncodeToString(sum[:8]) + "|" + operation
}

// SiteOf is the site of a goroutine: its frames' raw names, innermost first, and the operation it waits in.
func SiteOf(frames []string, operation string) string {
	counting := countingFrames(frames)
	user := slices.IndexFunc(counting, func(n name) bool { return !n.standard })
	switch {
	case user >= 0:
		return Site(counting[user].symbol(), operation)
	case len(counting) > 0:
		return Site(counting[0].symbol(), operation)
	default:
		return Site(Unknown, operation)
	}
}

// countingFrames drops the runtime and compiler wrappers everywhere, and the lock's own frames while they lead. Text dumps print
// runtime.gopanic as panic.
func countingFrames(frames []string) []name {
	var counting []name
	for _, frame := range frames {
		n := parse(frame)
		if frame == "" || frame == "panic" || isRuntime(n.pkg) || n.isWrapper() {
			continue
		}
		if len(counting) == 0 && (n.pkg == "sync" || n.pkg == "internal/sync") {
			continue
		}
		counting = append(counting, n)
	}
	return counting
}

func (n name) isWrapper() bool {
	last := n.elements[len(n.elements)-1]
	return isNumbered(last, "gowrap") || isNumbered(last, "deferwrap")
}

func isRuntime(pkg string) bool {
	return pkg == "runtime" || strings.HasPrefix(pkg, "runtime/") || strings.HasPrefix(pkg, "internal/runtime/")
}

// standard holds the first path elements of Go's own packages.
var standard = strings.Fields(`archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar
	flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime slices sort
	strconv strings structs sync syscall testing text time unicode unique unsafe weak`)

func isStandard(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	return slices.Contains(standard, first)
}
