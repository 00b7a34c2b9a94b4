// Package goroutines helps tests to see which goroutines are blocked.
package goroutines

import (
	"bytes"
	"runtime/pprof"
	"strings"
	"time"
)

// Waiting counts the goroutines in a wait state, such as "chan send", with a function of the name in their stack.
func Waiting(state, function string) int {
	var dump bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&dump, 2); err != nil {
		return 0
	}
	n := 0
	for stack := range strings.SplitSeq(dump.String(), "\n\n") {
		header, frames, _ := strings.Cut(stack, "\n")
		if strings.Contains(header, "["+state) && strings.Contains(frames, function+"(") {
			n++
		}
	}
	return n
}

// Settle waits until Waiting gives want, or a second is over, and returns what it gave last.
func Settle(state, function string, want int) int {
	n := Waiting(state, function)
	for deadline := time.Now().Add(time.Second); n != want && time.Now().Before(deadline); n = Waiting(state, function) {
		time.Sleep(10 * time.Millisecond)
	}
	return n
}
