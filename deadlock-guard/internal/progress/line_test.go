package progress

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestOnlyALongRunShowsItsLineAndTakesItAway(t *testing.T) {
	var out strings.Builder
	clock := time.Unix(0, 0)
	line := newLine(&out, func() time.Time { return clock })

	line.Step("too early")
	line.Done()
	if out.Len() != 0 {
		t.Fatalf("a run of no time shows %q", out.String())
	}
	clock = clock.Add(quiet)
	line.Step("rule %d of %d", 3, 24)
	line.Count("too soon after the last")
	line.Step("but not for the next step")
	clock = clock.Add(pause)
	line.Count("%s", strings.Repeat("é", 2*width))
	line.Done()
	line.Done()

	want := clearLine + "rule 3 of 24" + clearLine + "but not for the next step" + clearLine + strings.Repeat("é", width) + clearLine
	if out.String() != want {
		t.Errorf("shown is %q, want %q", out.String(), want)
	}
}

func TestWhatIsNoTerminalGetsNothing(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var missing *Line
	for _, line := range []*Line{On(file), On(&strings.Builder{}), missing} {
		if line != nil {
			line.now = func() time.Time { return time.Now().Add(time.Hour) }
		}
		line.Step("loading")
		line.Done()
	}
	if info, err := file.Stat(); err != nil || info.Size() != 0 {
		t.Errorf("the file has %d bytes (%v), want none", info.Size(), err)
	}
}
