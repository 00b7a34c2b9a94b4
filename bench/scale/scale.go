package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

const (
	megabyte  = 1e6
	idleTime  = 20 * time.Second
	settling  = 40 * time.Second // longer than two intervals: what the start has stirred up is over
	coldLimit = 150 * time.Second
	leaks     = 10 // workloads in which goroutines block while we look at the clock
)

// targets are what a size is held to; 0: nothing.
type targets struct {
	p99Millis, rss, cpuPercent, restartSeconds, etcdBytes, series float64
}

func targetsOf(s setting) targets {
	t := targets{p99Millis: 50, restartSeconds: 60, etcdBytes: 20, series: 20_000}
	switch {
	case s.pods <= 1_000:
		t.rss, t.cpuPercent = 220, 10
	case s.pods <= 10_000:
		t.rss, t.cpuPercent = 300, 100
	}
	return t
}

func (b *bench) runScale(ctx context.Context) error {
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"an operator with nothing to do", b.idle},
		{"objects", b.create},
		{"first start", b.coldStart},
		{"steady state", b.steady},
		{"goroutines block", b.blocking},
		{"restart", b.restart},
		{"what there is in the end", b.objects},
		{"a new watch", b.newWatch},
	} {
		b.say("%s", step.name)
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

func (b *bench) idle(ctx context.Context) error {
	ready, err := b.operator.start(ctx)
	if err != nil {
		return err
	}
	if err := pause(ctx, idleTime); err != nil {
		return err
	}
	f, err := b.operator.footprint()
	b.operator.stop()
	b.hold("start to ready, no pods", ready.Seconds(), 3, " s")
	b.hold("resident, no pods", float64(f.rss)/megabyte, 160, " MB")
	return err
}

func (b *bench) create(ctx context.Context) error {
	if err := b.fleet.create(ctx); err != nil {
		return err
	}
	if err := b.fleet.watchAll(ctx); err != nil {
		return err
	}
	return b.stepAside()
}

func (b *bench) coldStart(ctx context.Context) error {
	reviews, err := b.cluster.requests(ctx, "tokenreviews")
	if err != nil {
		return err
	}
	ready, err := b.operator.start(ctx)
	if err != nil {
		return err
	}
	if err := b.believe(ctx); err != nil {
		return err
	}
	b.startSamplers(ctx, time.Hour)
	b.leak(0, b.setting.workloads/10, true) // incidents that stand
	began := time.Now()
	if err := b.awaitSynced(ctx, "start", coldLimit); err != nil {
		return err
	}
	after, err := b.cluster.requests(ctx, "tokenreviews")
	b.hold("start to ready, all pods there", ready.Seconds(), 0, " s")
	b.hold("every sampler heard after", time.Since(began).Seconds(), 0, " s")
	b.hold("TokenReviews for a token", (after["POST"]-reviews["POST"])/float64(b.setting.pods), 1.001, "")
	return err
}

func (b *bench) believe(ctx context.Context) error {
	config, err := trust(ctx, b.cluster)
	b.endpoint.tls.Store(config)
	return err
}

// leak lets goroutines block in the first pod of some workloads, or frees them.
func (b *bench) leak(from, to int, blocked bool) {
	for w := from; w < min(to, b.setting.workloads); w++ {
		b.samplers[w].leaking.Store(blocked) // pod w is of workload w
	}
}

func (b *bench) steady(ctx context.Context) error {
	if err := pause(ctx, settling); err != nil {
		return err
	}
	b.tally.take()
	before, err := b.operator.footprint()
	if err != nil {
		return err
	}
	asked, err := b.cluster.metrics(ctx)
	if err != nil {
		return err
	}
	began, peak := time.Now(), before.rss
	for time.Since(began) < b.setting.steady {
		if err := pause(ctx, time.Second); err != nil {
			return err
		}
		now, err := b.operator.footprint()
		if err != nil {
			return err
		}
		peak = max(peak, now.rss)
	}
	after, err := b.operator.footprint()
	if err != nil {
		return err
	}
	w, seconds := b.tally.take(), time.Since(began).Seconds()
	t := targetsOf(b.setting)
	b.hold("reports a second", float64(len(w.latencies))/seconds, 0, "")
	b.note("of these, full", fmt.Sprint(w.full), float64(w.full))
	b.hold("body of a report, plain", float64(w.plain)/float64(max(1, len(w.latencies)))/1e3, 0, " kB")
	b.hold("report p50", millis(w.quantile(0.5)), 0, " ms")
	b.hold("report p99", millis(w.quantile(0.99)), t.p99Millis, " ms")
	b.hold("report max", millis(w.quantile(1)), 0, " ms")
	b.hold("not accepted", float64(w.failures+sumOf(w.byStatus)-w.byStatus[200]), 0, "")
	b.hold("CPU, percent of a core", 100*(after.cpu-before.cpu).Seconds()/seconds, t.cpuPercent, " %")
	b.hold("resident, most", float64(peak)/megabyte, t.rss, " MB")
	now, err := b.cluster.metrics(ctx)
	if err != nil {
		return err
	}
	writes := sum(now, "apiserver_request_total", `group="deadlockwatch.io"`, `verb="PATCH"`) - sum(asked, "apiserver_request_total", `group="deadlockwatch.io"`, `verb="PATCH"`)
	b.hold("writes to the API server a minute", 60*writes/seconds, 0, "")
	return nil
}

func millis(d time.Duration) float64 { return d.Seconds() * 1e3 }

func sumOf(counts map[int]int) (all int) {
	for _, n := range counts {
		all += n
	}
	return all
}

// blocking has goroutines block in ten workloads, and waits for them to be seen in the metrics.
func (b *bench) blocking(ctx context.Context) error {
	from := b.setting.workloads / 10
	to := min(from+leaks, b.setting.workloads)
	b.leak(from, to, true)
	began := time.Now()
	limit := 2*b.setting.interval + b.setting.blockedFor
	seen := map[string]time.Duration{}
	err := until(ctx, limit+time.Minute, 2*time.Second, func() (bool, error) {
		metrics, _, err := b.operator.metrics()
		for series, value := range metrics {
			workload := label(series, "workload")
			if _, known := seen[workload]; !known && value > 0 && strings.HasPrefix(series, "deadlockwatch_incidents{") {
				seen[workload] = time.Since(began)
			}
		}
		missing := 0
		for _, w := range b.fleet.workloads[from:to] {
			if _, known := seen[w.name]; !known {
				missing++
			}
		}
		return missing == 0, err
	})
	longest := time.Duration(0)
	for _, w := range b.fleet.workloads[from:to] {
		longest = max(longest, seen[w.name])
		if _, known := seen[w.name]; !known {
			longest = time.Since(began)
		}
	}
	b.hold("from blocking to metric, longest of ten", longest.Seconds(), limit.Seconds(), " s")
	if errors.Is(err, errLate) {
		return nil
	}
	return err
}

// restart ends the operator and starts it again; samplers go on meanwhile.
func (b *bench) restart(ctx context.Context) error {
	if err := pause(ctx, 10*time.Second); err != nil { // what was just found is written
		return err
	}
	before, err := incidents(ctx, b.cluster)
	if err != nil {
		return err
	}
	b.tally.take()
	began := time.Now()
	b.operator.stop()
	for _, s := range b.samplers {
		s.synced.Store(false)
	}
	ready, err := b.operator.start(ctx)
	if err != nil {
		return err
	}
	if err := b.awaitSynced(ctx, "restart", coldLimit); err != nil {
		return err
	}
	took := time.Since(began)
	w := b.tally.take()
	if err := pause(ctx, 10*time.Second); err != nil {
		return err
	}
	after, err := incidents(ctx, b.cluster)
	if err != nil {
		return err
	}
	b.hold("restart: start to ready", ready.Seconds(), 0, " s")
	b.hold("restart: from the end of the old one to every sampler heard", took.Seconds(), targetsOf(b.setting).restartSeconds, " s")
	b.note("restart: answers by status", fmt.Sprint(w.byStatus), 0)
	b.note("incidents before", fmt.Sprint(len(before)), float64(len(before)))
	lost, more := 0, 0
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if after[name] != before[name] {
			lost++
			b.say("incident %s was %q and is %q", name, before[name], after[name])
		}
	}
	for name := range after {
		if _, known := before[name]; !known {
			more++
		}
	}
	b.holdZero("incidents lost or not as before", lost)
	b.holdZero("incidents doubled or new", more)
	return nil
}

func (b *bench) holdZero(what string, n int) {
	b.lines = append(b.lines, line{What: what, Figure: fmt.Sprint(n), Target: "0", Met: n == 0, Value: float64(n)})
}

func (b *bench) objects(ctx context.Context) error {
	t := targetsOf(b.setting)
	all := 0
	for _, kind := range []string{"deadlockwatches", "staticfindingsets", "blockingincidents"} {
		objects, bytes, err := b.cluster.sizeOf(ctx, api+"/"+kind)
		if err != nil {
			return err
		}
		all += bytes
		b.note(kind, fmt.Sprintf("%d, %.2f MB", objects, float64(bytes)/megabyte), float64(bytes))
	}
	events, bytes, err := b.cluster.sizeOf(ctx, "/api/v1/events")
	if err != nil {
		return err
	}
	b.note("events", fmt.Sprintf("%d, %.2f MB", events, float64(bytes)/megabyte), float64(bytes))
	b.hold("objects in etcd", float64(all+bytes)/megabyte, t.etcdBytes, " MB")
	began := time.Now()
	metrics, page, err := b.operator.metrics()
	if err != nil {
		return err
	}
	b.hold("a scrape takes", millis(time.Since(began)), 0, " ms")
	b.hold("the page is", float64(page)/megabyte, 0, " MB")
	b.hold("series", float64(len(metrics)), t.series, "")
	heap, err := b.operator.liveHeap()
	b.hold("live heap", float64(heap)/megabyte, 0, " MB")
	f, err2 := b.operator.footprint()
	b.note("threads, open files", fmt.Sprintf("%d, %d", f.threads, f.files), float64(f.threads))
	if err == nil {
		err = err2
	}
	return err
}

// newWatch takes the watch of the first namespace away, and asks how long a new one waits for its first status.
func (b *bench) newWatch(ctx context.Context) error {
	path := api + "/namespaces/" + b.fleet.namespaces[0] + "/deadlockwatches/"
	if err := b.cluster.remove(ctx, path+"all"); err != nil {
		return err
	}
	if err := pause(ctx, 15*time.Second); err != nil { // the operator has noticed
		return err
	}
	began := time.Now()
	if err := b.fleet.watch(ctx, b.fleet.namespaces[0], "again", "scale"); err != nil {
		return err
	}
	var watch struct {
		Status struct {
			Pods struct {
				Matched int `json:"matched"`
			} `json:"pods"`
		} `json:"status"`
	}
	err := until(ctx, time.Minute, 20*time.Millisecond, func() (bool, error) {
		var text json.RawMessage
		if err := b.cluster.get(ctx, path+"again", &text); err != nil {
			return false, err
		}
		return watch.Status.Pods.Matched > 0, json.Unmarshal(text, &watch)
	})
	b.hold(fmt.Sprintf("from a new watch to its status, %d pods", watch.Status.Pods.Matched), time.Since(began).Seconds(), 1, " s")
	if errors.Is(err, errLate) {
		return nil
	}
	return err
}
