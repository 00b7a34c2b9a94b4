package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sync"
	"time"
)

// tally counts what samplers were answered, from one reading to the next.
type tally struct {
	mu      sync.Mutex
	window  window
	trouble map[string]int // messages since the beginning, the first few kinds
}

type window struct {
	began        time.Time
	latencies    []time.Duration // of reports that were accepted
	full         int             // of these, how many told everything
	byStatus     map[int]int
	failures     int
	plain, wired int64 // bytes of bodies before and after gzip
}

const mostTroubles = 20

// ports tell one sampler's trouble from another's, which nobody wants to know.
var ports = regexp.MustCompile(`:[0-9]+`)

func newTally() *tally {
	return &tally{trouble: map[string]int{}, window: window{began: time.Now(), byStatus: map[int]int{}}}
}

func (t *tally) answered(status int, took time.Duration, full bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.window.byStatus[status]++
	if status == 200 {
		t.window.latencies = append(t.window.latencies, took)
		if full {
			t.window.full++
		}
	}
}

func (t *tally) failed(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.window.failures++
	message := ports.ReplaceAllString(err.Error(), "")
	if _, known := t.trouble[message]; known || len(t.trouble) < mostTroubles {
		t.trouble[message]++
	}
}

func (t *tally) sent(plain, wired int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.window.plain += int64(plain)
	t.window.wired += int64(wired)
}

// take returns what was counted, and begins anew.
func (t *tally) take() window {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken := t.window
	t.window = window{began: time.Now(), byStatus: map[int]int{}}
	slices.Sort(taken.latencies)
	return taken
}

func (t *tally) troubles() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var lines []string
	for _, message := range slices.Sorted(maps.Keys(t.trouble)) {
		lines = append(lines, fmt.Sprintf("%d x %s", t.trouble[message], message))
	}
	return lines
}

func (w window) quantile(q float64) time.Duration {
	if len(w.latencies) == 0 {
		return 0
	}
	return w.latencies[min(len(w.latencies)-1, int(q*float64(len(w.latencies))))]
}
