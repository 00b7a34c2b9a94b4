// Command inlined leaves one goroutine in each of three closures and writes a profile of them.
package main

import (
	"os"
	"runtime/pprof"
	"time"

	"example.com/inlined/lib"
)

func run() {
	go lib.Make(make(chan int))()
	go (&lib.T{C: make(chan int)}).Make()()
	go func() { lib.Make(make(chan int))() }()
}

func main() {
	run()
	time.Sleep(100 * time.Millisecond)
	if err := pprof.Lookup("goroutine").WriteTo(os.Stdout, 0); err != nil {
		panic(err)
	}
}
