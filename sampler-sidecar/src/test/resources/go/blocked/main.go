// Command blocked serves pprof on a free port of loopback, prints the port, and holds goroutines that nothing wakes.
package main

import (
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"sync"
)

func send(c chan<- int) { c <- 1 }

// forgotten waits on a channel that only its own stack knows: Go's leak detector lists it.
func forgotten() { make(chan int) <- 1 }

func lock(m *sync.Mutex) { m.Lock() }

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
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	_ = http.Serve(listener, nil)
}
