package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

const (
	samplingInterval = 5 * time.Second
	settling         = 2 * time.Second
)

// The ways of watching, in the order of the table.
var kinds = []string{"nothing", "sampler", "debug=2", "debug=1"}

type setting struct {
	program    []string
	folder     string
	goroutines int
	phase      time.Duration
	warmUp     time.Duration
	rounds     int
}

// What all phases of one way of watching came to.
type figures struct {
	Kind       string        `json:"kind"`
	Requests   int           `json:"requests"`
	Failed     int           `json:"failed"`
	P50        time.Duration `json:"p50Nanos"`
	P99        time.Duration `json:"p99Nanos"`
	Max        time.Duration `json:"maxNanos"`
	Met        int           `json:"metProfile"`    // requests during which a profile was being answered
	P99Apart   time.Duration `json:"p99ApartNanos"` // of the others
	P99Least   time.Duration `json:"p99LeastNanos"` // of a single phase, and the most: what p99 is worth
	P99Most    time.Duration `json:"p99MostNanos"`
	SchedP50   time.Duration `json:"schedP50Nanos"`
	SchedP99   time.Duration `json:"schedP99Nanos"`
	SchedMax   time.Duration `json:"schedMaxNanos"`
	Pauses     uint64        `json:"pauses"`
	PauseMax   time.Duration `json:"pauseMaxNanos"`
	StopMax    time.Duration `json:"stopMaxNanos"` // the longest that it took until all stood
	CPUPercent float64       `json:"cpuPercent"`
	RSSBytes   int64         `json:"rssBytes"`
	Fetches    int           `json:"fetches"`
}

// One size of target.
type result struct {
	Goroutines        int           `json:"goroutines"`
	Ways              []figures     `json:"ways"`
	SamplerRSS        int64         `json:"samplerRssBytes"`
	SamplerPSS        int64         `json:"samplerPssBytes"`
	SamplerCPUPercent float64       `json:"samplerCpuPercent"`
	Interval          time.Duration `json:"intervalNanos"`
	FirstSample       time.Duration `json:"firstSampleNanos"` // from the answer that gave the lease
	BlockedStacks     int           `json:"blockedStacks"`
	CoveredStacks     int           `json:"coveredStacks"`
	Blocked           int           `json:"blockedGoroutines"`
	Covered           int           `json:"coveredGoroutines"`
}

// All phases of one way, while they are taken.
type tally struct {
	latencies []time.Duration
	apart     []time.Duration // of the requests that met no profile
	p99s      []time.Duration // of each phase
	failed    int
	sched     histogram
	pauses    histogram
	stopping  histogram
	cpu       float64
	seconds   float64
	rss       int64
	fetches   int
}

type bench struct {
	setting
	target, sampler *exec.Cmd
	base            string
	operator        *operator
	tallies         []tally
	samplerCPU      time.Duration
}

func measure(s setting) (result, error) {
	target, port, err := startTarget(s.goroutines, "127.0.0.1:0")
	if err != nil {
		return result{}, err
	}
	defer stop(target)
	o, err := startOperator(port)
	if err != nil {
		return result{}, err
	}
	defer o.close()
	sampler, err := startSampler(s.program, s.folder, o.url, o.ca)
	if err != nil {
		return result{}, err
	}
	defer stop(sampler)
	b := &bench{setting: s, target: target, sampler: sampler, base: fmt.Sprintf("http://127.0.0.1:%d", port), operator: o, tallies: make([]tally, len(kinds))}
	if err := b.settle(); err != nil {
		return result{}, err
	}
	for round := range s.rounds {
		for i := range kinds {
			if err := b.turn((i + round) % len(kinds)); err != nil {
				return result{}, err
			}
		}
	}
	return b.conclude()
}

// settle lets the sampler find the target, have its code compiled, and give back the memory that this took: as it is after a minute of its life.
func (b *bench) settle() error {
	load(b.base+"/work", b.warmUp)
	b.operator.mu.Lock()
	fetches, reports := b.operator.fetches, b.operator.reports
	b.operator.mu.Unlock()
	if fetches == 0 {
		log, _ := os.ReadFile(filepath.Join(b.folder, "sampler.log"))
		return fmt.Errorf("after %v the sampler has sent %d reports and no sample; it says:\n%s", b.warmUp, reports, log)
	}
	return freeze(b.sampler)
}

// turn is one phase of one way.
func (b *bench) turn(kind int) error {
	fmt.Fprintf(os.Stderr, "  %s\n", kinds[kind])
	time.Sleep(settling)
	end, done := make(chan struct{}), make(chan int, 1)
	var cpuBefore time.Duration
	var err error
	switch kinds[kind] {
	case "sampler":
		if cpuBefore, err = cpuOf(b.sampler); err == nil {
			err = thaw(b.sampler)
		}
		done <- 0
	case "nothing":
		done <- 0
	default:
		go func() { done <- poll(b.base+"/debug/pprof/goroutine?"+kinds[kind], samplingInterval, end) }()
	}
	if err != nil {
		return err
	}
	if err := b.phase(&b.tallies[kind]); err != nil {
		return err
	}
	close(end)
	b.tallies[kind].fetches += <-done
	if kinds[kind] != "sampler" {
		return nil
	}
	cpu, err := cpuOf(b.sampler)
	if err != nil {
		return err
	}
	b.samplerCPU += cpu - cpuBefore
	return freeze(b.sampler)
}

func (b *bench) phase(t *tally) error {
	before, err := b.reading()
	if err != nil {
		return err
	}
	start := time.Now()
	requests, failed := load(b.base+"/work", b.setting.phase)
	seconds := time.Since(start).Seconds()
	after, err := b.reading()
	if err != nil {
		return err
	}
	first := len(t.latencies)
	for _, r := range requests {
		t.latencies = append(t.latencies, r.took)
	}
	t.p99s = append(t.p99s, quantileOf(t.latencies[first:], 0.99))
	t.apart = append(t.apart, apart(requests, after.Profiles[len(before.Profiles):])...)
	t.failed += failed
	t.sched = t.sched.plus(after.Latencies.since(before.Latencies))
	t.pauses = t.pauses.plus(after.Pauses.since(before.Pauses))
	t.stopping = t.stopping.plus(after.Stopping.since(before.Stopping))
	t.cpu += after.CPUSeconds - before.CPUSeconds
	t.seconds += seconds
	t.rss = max(t.rss, after.RSSBytes)
	return nil
}

func (b *bench) reading() (r reading, err error) { return r, b.fetch("/reading", &r) }

func (b *bench) fetch(page string, into any) error {
	response, err := http.Get(b.base + page)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return json.NewDecoder(response.Body).Decode(into)
}

func (b *bench) conclude() (result, error) {
	var places []blockedPlace
	if err := b.fetch("/truth", &places); err != nil {
		return result{}, err
	}
	if err := thaw(b.sampler); err != nil {
		return result{}, err
	}
	time.Sleep(settling) // a report that was being sent when it was frozen
	r := result{Goroutines: b.goroutines, BlockedStacks: len(places), Interval: b.operator.interval}
	for _, place := range places {
		r.Blocked += place.Goroutines
	}
	r.CoveredStacks, r.Covered = b.operator.covered(places)
	last, err := b.reading()
	if err != nil {
		return result{}, err
	}
	r.FirstSample = last.Sampled.Sub(b.operator.leased)
	for i, t := range b.tallies {
		r.Ways = append(r.Ways, t.figures(kinds[i]))
	}
	r.SamplerCPUPercent = 100 * b.samplerCPU.Seconds() / b.tallies[1].seconds
	r.SamplerRSS, r.SamplerPSS, err = memoryOf(b.sampler)
	return r, err
}

func (t tally) figures(kind string) figures {
	return figures{
		Kind: kind, Requests: len(t.latencies), Failed: t.failed,
		P50: quantileOf(t.latencies, 0.5), P99: quantileOf(t.latencies, 0.99), Max: quantileOf(t.latencies, 1),
		Met: len(t.latencies) - len(t.apart), P99Apart: quantileOf(t.apart, 0.99),
		P99Least: quantileOf(t.p99s, 0), P99Most: quantileOf(t.p99s, 1),
		SchedP50: t.sched.quantile(0.5), SchedP99: t.sched.quantile(0.99), SchedMax: t.sched.quantile(1),
		Pauses: t.pauses.total(), PauseMax: t.pauses.quantile(1), StopMax: t.stopping.quantile(1),
		CPUPercent: 100 * t.cpu / t.seconds, RSSBytes: t.rss, Fetches: t.fetches,
	}
}
