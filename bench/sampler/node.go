package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// What one sampler of a node is measured with.
type nodeSetting struct {
	program    []string
	folder     string
	targets    int
	goroutines int
	interval   time.Duration
	warmUp     time.Duration
	length     time.Duration
	options    string // of the JVM, after the image's own
}

type nodeResult struct {
	Targets    int           `json:"targets"`
	Goroutines int           `json:"goroutines"`
	Interval   time.Duration `json:"intervalNanos"`
	Observed   int           `json:"observed"`          // targets whose last report says that all is well
	Samples    int           `json:"samples"`           // during the measurement
	Stretched  time.Duration `json:"longestGapNanos"`   // the longest time between samples that a target was told of at the end
	RSS        int64         `json:"samplerRssBytes"`   // at the end
	PSS        int64         `json:"samplerPssBytes"`   // at the end
	CPUPercent float64       `json:"samplerCpuPercent"` // of a core, during the measurement
}

// measureNode lets one sampler look after many processes, each at an address of its own, as in mode Remote: a sampler of a node refuses to go to loopback, so
// the addresses must be others of this machine (scripts/bench-sampler.sh).
func measureNode(s nodeSetting) (nodeResult, error) {
	const port = 6060
	operator := &nodeOperator{config: watch(port, s.interval), pods: map[string]podState{}}
	for i := range s.targets {
		address := fmt.Sprintf("10.199.%d.%d", i/250, i%250+1)
		target, _, err := startTarget(s.goroutines, fmt.Sprintf("%s:%d", address, port))
		if err != nil {
			return nodeResult{}, fmt.Errorf("target %d: %w", i, err)
		}
		defer stop(target)
		operator.addresses = append(operator.addresses, address)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/targets", operator.targets)
	mux.HandleFunc("POST /v1/report", operator.report)
	server, url, ca, err := serveTLS(mux)
	if err != nil {
		return nodeResult{}, err
	}
	defer server.Close()
	sampler, err := startSampler(s.program, s.folder, url, ca, "DEADLOCKWATCH_MODE=remote", "_JAVA_OPTIONS="+s.options)
	if err != nil {
		return nodeResult{}, err
	}
	defer stop(sampler)
	time.Sleep(s.warmUp)
	if operator.summary().Samples == 0 {
		log, _ := os.ReadFile(filepath.Join(s.folder, "sampler.log"))
		return nodeResult{}, fmt.Errorf("after %v the sampler has sent no sample; it says:\n%s", s.warmUp, log)
	}
	return operator.measured(s, sampler)
}

func (o *nodeOperator) measured(s nodeSetting, sampler *exec.Cmd) (nodeResult, error) {
	before := o.summary()
	cpuBefore, err := cpuOf(sampler)
	if err != nil {
		return nodeResult{}, err
	}
	time.Sleep(s.length)
	cpu, err := cpuOf(sampler)
	if err != nil {
		return nodeResult{}, err
	}
	r := o.summary()
	r.Samples -= before.Samples
	r.Targets, r.Goroutines, r.Interval = s.targets, s.goroutines, s.interval
	r.CPUPercent = 100 * (cpu - cpuBefore).Seconds() / s.length.Seconds()
	r.RSS, r.PSS, err = memoryOf(sampler)
	return r, err
}

// nodeOperator is as much of one as the sampler of a node needs: it names targets, and remembers how they are.
type nodeOperator struct {
	config    string
	addresses []string

	mu   sync.Mutex
	pods map[string]podState
}

type podState struct {
	observed bool
	samples  int
	gap      time.Duration
}

func (o *nodeOperator) targets(w http.ResponseWriter, _ *http.Request) {
	type pod struct {
		Namespace string `json:"namespace"`
		Name      string `json:"name"`
		UID       string `json:"uid"`
	}
	type target struct {
		Pod  pod    `json:"pod"`
		Host string `json:"host"`
	}
	answer := struct {
		Targets    []target `json:"targets"`
		LeftOut    int      `json:"leftOut"`
		PollMillis int      `json:"pollMillis"`
	}{PollMillis: 30_000}
	for i, address := range o.addresses {
		name := fmt.Sprintf("target-%d", i)
		answer.Targets = append(answer.Targets, target{pod{"bench", name, name}, address})
	}
	reply(w, answer)
}

func (o *nodeOperator) report(w http.ResponseWriter, request *http.Request) {
	r, err := read(request)
	if err != nil {
		http.Error(w, `{"error":"no report"}`, http.StatusBadRequest)
		return
	}
	state := podState{observed: r.Target.State == "ok", gap: time.Duration(r.Ladder.IntervalMillis) * time.Millisecond}
	for _, snapshot := range r.Snapshots {
		state.samples += snapshot.Count
	}
	o.mu.Lock()
	o.pods[r.Pod.Name] = state
	o.mu.Unlock()
	accept(w, r, o.config)
}

func (o *nodeOperator) summary() (r nodeResult) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, pod := range o.pods {
		r.Samples += pod.samples
		r.Stretched = max(r.Stretched, pod.gap)
		if pod.observed {
			r.Observed++
		}
	}
	return r
}

// What one sampler of a node is allowed for 100 targets of 1,000 goroutines.
const (
	nodeRSS = 64e6
	nodeCPU = 3.0
)

func printNode(out io.Writer, r nodeResult) {
	fmt.Fprintf(out, "\none sampler for %d targets of %d goroutines, a sample each %v: %.1f MB resident (%.1f MB proportional), %.2f %% of a core; %d samples, the longest interval %v\n\n",
		r.Targets, r.Goroutines, r.Interval, float64(r.RSS)/megabyte, float64(r.PSS)/megabyte, r.CPUPercent, r.Samples, r.Stretched)
	line := func(what string, met bool, figure string) { printTarget(out, what, met, figure) }
	line("all targets observed", r.Observed == r.Targets, fmt.Sprintf("%d of %d", r.Observed, r.Targets))
	line(fmt.Sprintf("at most %.0f MB resident", nodeRSS/megabyte), float64(r.RSS) <= nodeRSS, fmt.Sprintf("%.1f MB", float64(r.RSS)/megabyte))
	line(fmt.Sprintf("at most %.0f %% of a core", nodeCPU), r.CPUPercent <= nodeCPU, fmt.Sprintf("%.2f %%", r.CPUPercent))
}

func writeJSON(file string, value any) error {
	if file == "" {
		return nil
	}
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}
