package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// A service of the fleet: what all its replicas have in common.
type workload struct {
	namespace, name string
	stacks          []stack // the last one is a goroutine leak that a static finding predicts; the others are idle goroutines of a healthy service
}

type stack struct {
	id   string // docs/reference/identity.md
	text []byte // the element of "stacks" in a report
}

type frame struct {
	Function string `json:"function"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Start    int    `json:"start"`
}

const (
	revision  = "5d9f7c6b4d"
	functions = 120 // functions of a service that goroutines are found in; stacks share them
	leakLine  = 42
)

// What idle goroutines of a server wait in, as often as it stands here.
var waits = []string{"chan receive", "select", "select", "chan receive", "sync.Cond.Wait", "select", "chan receive", "sync.WaitGroup.Wait", "select", "chan receive"}

func newWorkload(namespace, name string, stacks int) *workload {
	w := &workload{namespace: namespace, name: name}
	for i := range stacks {
		w.stacks = append(w.stacks, newStack(waits[i%len(waits)], w.frames(i)))
	}
	leak := []frame{{"runtime.gopark", "/usr/local/go/src/runtime/proc.go", 461, 0}, {w.leak(), "/src/" + name + "/reserve.go", leakLine, 40}}
	w.stacks = append(w.stacks, newStack("chan send", leak))
	return w
}

// leak is the function that goroutines are stuck in.
func (w *workload) leak() string { return "example.com/" + w.name + "/orders.reserve" }

// frames is a way from a server's loop down to a wait: two to nine functions of the service between some of Go's.
func (w *workload) frames(i int) []frame {
	frames := []frame{
		{"runtime.gopark", "/usr/local/go/src/runtime/proc.go", 461, 0},
		{"runtime.selectgo", "/usr/local/go/src/runtime/select.go", 351, 0},
	}
	for depth := range 2 + i%8 {
		f := (i*7 + depth*13) % functions
		frames = append(frames, frame{
			Function: fmt.Sprintf("example.com/%s/internal/area%d.(*Handler%d).Process%d", w.name, f%12, f%30, f),
			File:     fmt.Sprintf("/src/%s/internal/area%d/handler%d.go", w.name, f%12, f%30),
			Line:     10*f + 3 + i/functions, Start: 10 * f,
		})
	}
	return append(frames,
		frame{"net/http.HandlerFunc.ServeHTTP", "/usr/local/go/src/net/http/server.go", 2322, 2321},
		frame{"net/http.(*conn).serve", "/usr/local/go/src/net/http/server.go", 2109, 1867})
}

func newStack(state string, frames []frame) stack {
	words := new(strings.Builder)
	fmt.Fprintln(words, state)
	for _, f := range frames {
		switch {
		case strings.HasPrefix(f.Function, "runtime."): // does not count
		case strings.HasPrefix(f.Function, "example.com/"):
			fmt.Fprintf(words, "%s:%d\n", f.Function, f.Line)
		default:
			fmt.Fprintf(words, "%s:0\n", f.Function)
		}
	}
	sum := sha256.Sum256([]byte(words.String()))
	s := stack{id: hex.EncodeToString(sum[:8])}
	s.text, _ = json.Marshal(map[string]any{"id": s.id, "state": state, "frames": frames}) // strings and numbers: cannot fail
	return s
}

// sarif is what a scan of the service says: the leak, and findings in functions where nothing happens.
func (w *workload) sarif(findings int) string {
	var results []string
	for i := range findings {
		function, file, line := w.leak(), "reserve.go", leakLine
		if i > 0 {
			function = fmt.Sprintf("example.com/%s/internal/area%d.(*Handler%d).Rare%d", w.name, i%12, i, i)
			file, line = fmt.Sprintf("internal/area%d/rare%d.go", i%12, i), 17+i
		}
		where := fmt.Sprintf(`{"physicalLocation":{"artifactLocation":{"uri":%q},"region":{"startLine":%d}},"logicalLocations":[{"fullyQualifiedName":%q}]}`, file, line, function)
		results = append(results, fmt.Sprintf(`{"ruleId":"DG1001","level":"warning","message":{"text":"the send blocks for ever if the receiver returns early"},"locations":[%s],`+
			`"partialFingerprints":{"deadlockwatchSite/v1":%q},"codeFlows":[{"threadFlows":[{"locations":[{"kinds":["go"],"location":%s},{"kinds":["block"],"location":%s}]}]}],`+
			`"properties":{"operation":"chan send","functionStartLine":40,"entry":%q}}`, where, function+"|chan send", where, where, function))
	}
	return `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"deadlock-guard","semanticVersion":"0.1.0","rules":[{"id":"DG1001"}]}},"results":[` +
		strings.Join(results, ",") + `]}]}`
}
