package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof" // what is measured
	"os"
	"runtime/metrics"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	targetCommand = "target"
	// One goroutine of ten can never go on.
	blockedShare = 10
	workers      = 4
)

// What a target knows of itself at one moment; all counters since it started.
type reading struct {
	CPUSeconds float64   `json:"cpuSeconds"`
	RSSBytes   int64     `json:"rssBytes"`
	Latencies  histogram `json:"latencies"` // how long goroutines were ready to run and did not
	Pauses     histogram `json:"pauses"`    // how long all stood still, but for garbage collection
	Stopping   histogram `json:"stopping"`  // how long of that it took until all stood: waiting for threads, not work of whoever asked
	Profiles   []profile `json:"profiles"`  // of goroutines, whoever asked
	Sampled    time.Time `json:"sampled"`   // when the first that a sampler takes had been written
}

// serveTarget is the process that is watched: idle goroutines, blocked ones, and a service that does a little work for each request.
func serveTarget(count, address string) error {
	goroutines, err := strconv.Atoi(count)
	if err != nil {
		return err
	}
	places := block(goroutines / blockedShare)
	idle := make(chan int)
	for range goroutines - goroutines/blockedShare {
		go waitForWork(idle)
	}
	jobs := make(chan job)
	for range workers {
		go work(jobs)
	}
	http.HandleFunc("/truth", func(w http.ResponseWriter, _ *http.Request) { reply(w, places) })
	var taken profiles
	http.HandleFunc("/reading", func(w http.ResponseWriter, _ *http.Request) { reply(w, readingNow(&taken)) })
	http.HandleFunc("/work", func(w http.ResponseWriter, _ *http.Request) {
		done := make(chan int)
		jobs <- job{2_000, done}
		reply(w, map[string]int{"sum": <-done})
	})
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	return http.Serve(listener, taken.notedBy(http.DefaultServeMux))
}

func waitForWork(idle <-chan int) {
	for range idle {
	}
}

type job struct {
	steps int
	done  chan<- int
}

func work(jobs <-chan job) {
	for j := range jobs {
		sum := 0
		for i := range j.steps {
			sum += i * i % 7
		}
		j.done <- sum
	}
}

func reply(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value) // a client that went away is no fault of the target
}

func readingNow(taken *profiles) reading {
	all, sampled := taken.soFar()
	samples := []metrics.Sample{{Name: "/sched/latencies:seconds"}, {Name: "/sched/pauses/total/other:seconds"}, {Name: "/sched/pauses/stopping/other:seconds"}}
	metrics.Read(samples)
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	cpu := float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
	return reading{
		CPUSeconds: cpu, RSSBytes: resident("self"), Profiles: all, Sampled: sampled,
		Latencies: histogramOf(samples[0].Value.Float64Histogram()), Pauses: histogramOf(samples[1].Value.Float64Histogram()), Stopping: histogramOf(samples[2].Value.Float64Histogram()),
	}
}

// resident is VmRSS in bytes; 0 where the kernel does not tell.
func resident(process string) int64 {
	status, err := os.ReadFile("/proc/" + process + "/status")
	if err != nil {
		return 0
	}
	return kilobytes(string(status), "VmRSS:")
}

// kilobytes finds "NAME   123 kB" in the kernel's text.
func kilobytes(text, name string) int64 {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			fields := strings.Fields(rest)
			if len(fields) > 0 {
				n, _ := strconv.ParseInt(fields[0], 10, 64)
				return n << 10
			}
		}
	}
	return 0
}
