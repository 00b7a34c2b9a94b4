// Command stuck serves pprof on a free port of loopback, prints the port, and leaves three goroutines in a send that nobody receives.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"time"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	for range 3 {
		go send(make(chan int))
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	time.AfterFunc(5*time.Minute, func() { os.Exit(1) }) // should the test be killed
	log.Fatal(http.Serve(listener, nil))
}

func send(results chan int) {
	results <- 1
}
