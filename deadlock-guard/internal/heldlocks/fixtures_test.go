package heldlocks_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/heldlocks"
	"deadlockwatch.io/deadlock-guard/internal/identity"
)

const fixtures = "../../../testdata/lockjoin"

// What waits for a lock in the dumps must stand on a line that the model knows as an acquisition, and each of its callers on one where
// it calls what is above it. Go says the line; nothing else would show that the model means the same one.
func TestLinesAreThoseThatGoPrints(t *testing.T) {
	functions := build(t, filepath.Join(fixtures, "programs")).Functions
	dumps, err := filepath.Glob(filepath.Join(fixtures, "go1*", "*.txt.gz"))
	if err != nil || len(dumps) == 0 {
		t.Fatalf("no dumps: %v", err)
	}
	seen := 0
	for _, dump := range dumps {
		for _, stack := range lockWaits(read(t, dump)) {
			for i, at := range stack {
				callee := ""
				if i > 0 {
					callee = stack[i-1].symbol
				}
				if fn := functionAt(functions, at); fn != nil && !explains(fn, at.line, callee) {
					t.Errorf("%s: no point for %s:%d (%s) under %q", filepath.Base(dump), at.file, at.line, at.symbol, callee)
				}
				seen++
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d frames in all dumps", seen)
	}
}

type frame struct {
	symbol, file string
	line         int
}

var position = regexp.MustCompile(`^\texample\.com/lockjoin/(\S+):(\d+)`)

// lockWaits are the frames of this module, innermost first, of each goroutine that waits for a lock.
func lockWaits(dump string) [][]frame {
	var waits [][]frame
	for block := range strings.SplitSeq(dump, "\n\n") {
		lines := strings.Split(block, "\n")
		if !strings.Contains(lines[0], "[sync.Mutex.Lock") && !strings.Contains(lines[0], "[sync.RWMutex.") {
			continue
		}
		var stack []frame
		for i, line := range lines {
			match := position.FindStringSubmatch(line)
			if match == nil || strings.HasPrefix(lines[i-1], "created by ") {
				continue
			}
			number, _ := strconv.Atoi(match[2])
			raw := lines[i-1][:strings.LastIndexByte(lines[i-1], '(')]
			stack = append(stack, frame{identity.Symbol(raw), match[1], number})
		}
		waits = append(waits, stack)
	}
	return waits
}

func functionAt(functions []heldlocks.Function, at frame) *heldlocks.Function {
	var found *heldlocks.Function
	for i, fn := range functions {
		if fn.File == at.file && fn.Start <= at.line && at.line <= fn.End && (found == nil || fn.Start >= found.Start) {
			found = &functions[i]
		}
	}
	return found
}

func explains(fn *heldlocks.Function, line int, callee string) bool {
	for _, point := range fn.Points {
		if point.Line == line && ((callee == "" && point.Acquires != nil) || (callee != "" && point.Callee == callee)) {
			return true
		}
	}
	return false
}

func read(t *testing.T, file string) string {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
