// Package probe makes a program write dumps of its own goroutines.
package probe

import (
	"fmt"
	"os"
	"runtime/pprof"
	"strconv"
	"time"
)

// Separator stands between two dumps.
const Separator = "\n=====\n"

const (
	settling = 300 * time.Millisecond // until a program that deadlocks has done so
	between  = 100 * time.Millisecond
	stride   = 7 * time.Millisecond // between dumps of a program that goes on working: as many different moments as can be had
)

// Nap gives the other goroutines time to take their first lock.
func Nap() { time.Sleep(20 * time.Millisecond) }

// Dump writes two dumps of the settled program and ends it. With DUMPS=n it writes n dumps, from the program's first moments on.
func Dump() {
	count, err := strconv.Atoi(os.Getenv("DUMPS"))
	if err != nil {
		time.Sleep(settling)
		write()
		fmt.Print(Separator)
		time.Sleep(between)
		write()
		os.Exit(0)
	}
	for i := range count {
		if i > 0 {
			fmt.Print(Separator)
		}
		time.Sleep(stride)
		write()
	}
	os.Exit(0)
}

func write() {
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 2); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
