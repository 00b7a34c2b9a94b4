// Command blocked serves pprof on a free port of loopback, prints the port, and holds goroutines that nothing wakes.
package main

import (
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"
)

func send(c chan<- int) { c <- 1 }

// forgotten waits on a channel that only its own stack knows: Go's leak detector lists it.
func forgotten() { make(chan int) <- 1 }

func lock(m *sync.Mutex) { m.Lock() }

// settled returns once so many goroutines wait where they will stay; a profile of before shows them on their way, or not at all.
func settled(goroutines int) {
	buffer := make([]byte, 64<<10)
	for {
		text := string(buffer[:runtime.Stack(buffer, true)])
		if strings.Count(text, "[chan send")+strings.Count(text, "[sync.Mutex.Lock")+strings.Count(text, "[semacquire") == goroutines {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func main() {
	c := make(chan int)
	for range [3]int{} {
		go send(c)
	}
	go forgotten()
	go forgotten()
	var m sync.Mutex
	m.Lock()
	go lock(&m)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	settled(6)
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	_ = http.Serve(listener, nil)
}
