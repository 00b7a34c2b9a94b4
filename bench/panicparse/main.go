// Panicparse measures github.com/maruel/panicparse, the peer that our own reading is compared with:
//
//	panicparse RUNS DUMP
//
// reads and aggregates the debug=2 dump so many times, and prints one JSON object: what it read, and the seconds of each run.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/maruel/panicparse/v2/stack"
)

type result struct {
	Goroutines int       `json:"goroutines"`
	Stacks     int       `json:"stacks"`
	Seconds    []float64 `json:"seconds"`
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "panicparse:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: panicparse RUNS DUMP")
	}
	runs, err := strconv.Atoi(args[0])
	if err != nil || runs < 1 {
		return fmt.Errorf("RUNS is %q, must be a number from 1", args[0])
	}
	dump, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	var r result
	for range runs {
		begin := time.Now()
		goroutines, stacks, err := read(dump)
		if err != nil {
			return err
		}
		r.Seconds = append(r.Seconds, time.Since(begin).Seconds())
		r.Goroutines, r.Stacks = goroutines, stacks
	}
	return json.NewEncoder(out).Encode(r)
}

// read does what our reader does and no more: what guesses paths, reads sources and names pointers is off, which makes the peer faster than its defaults.
func read(dump []byte) (goroutines, stacks int, err error) {
	snapshot, _, err := stack.ScanSnapshot(bytes.NewReader(dump), io.Discard, &stack.Opts{})
	if err != nil && err != io.EOF {
		return 0, 0, err
	}
	if snapshot == nil {
		return 0, 0, fmt.Errorf("no goroutine found")
	}
	return len(snapshot.Goroutines), len(snapshot.Aggregate(stack.AnyValue).Buckets), nil
}
