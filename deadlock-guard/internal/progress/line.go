// Package progress says on a terminal what a long run is doing: one line, written over itself.
package progress

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

const (
	quiet = time.Second            // a run that is over sooner shows nothing
	pause = 100 * time.Millisecond // between two counts
	width = 78                     // of the line: a longer one would wrap, and could not be taken back

	clearLine = "\r\x1b[K"
)

// Line is the line of one run. The zero value and nil show nothing, so that callers need not ask. It is safe for concurrent use.
type Line struct {
	out io.Writer
	now func() time.Time

	mutex   sync.Mutex
	begin   time.Time
	last    time.Time
	written bool
}

// On is a line on out if that is a terminal that understands the escape for clearing a line, and one that shows nothing otherwise.
func On(out io.Writer) *Line {
	if file, ok := out.(*os.File); ok && isTerminal(file) && os.Getenv("TERM") != "dumb" {
		return newLine(out, time.Now)
	}
	return &Line{}
}

func newLine(out io.Writer, now func() time.Time) *Line {
	return &Line{out: out, now: now, begin: now()}
}

// isTerminal asks for a character device. /dev/null is one too; what is written there harms nobody.
func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// Step says what begins now.
func (l *Line) Step(format string, args ...any) { l.show(0, format, args) }

// Count says how far the step is, unless the line was written only just now.
func (l *Line) Count(format string, args ...any) { l.show(pause, format, args) }

func (l *Line) show(apart time.Duration, format string, args []any) {
	if l == nil || l.out == nil {
		return
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	now := l.now()
	if now.Before(l.begin.Add(quiet)) || now.Before(l.last.Add(apart)) {
		return
	}
	l.last, l.written = now, true
	text := []rune(fmt.Sprintf(format, args...))
	fmt.Fprint(l.out, clearLine, string(text[:min(len(text), width)])) // a terminal that is gone is no reason to stop
}

// Done takes the line away.
func (l *Line) Done() {
	if l == nil || l.out == nil {
		return
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.written {
		fmt.Fprint(l.out, clearLine)
		l.written = false
	}
}
