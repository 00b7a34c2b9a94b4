package main

import (
	"context"
	"fmt"
	"time"
)

const (
	readings   = 5
	churnEvery = time.Second
	leakFor    = 20 // churns that goroutines of a workload stay blocked
	scanEvery  = 15 // churns between two new finding sets, and between two watches that come and go
	churned    = 2  // pods at a time
)

// A soakReading is everything that could grow.
type soakReading struct {
	at                             time.Duration
	heap, rss                      float64 // megabytes
	threads, files, series, stacks int
	objects                        int
}

// runSoak lets an hour's worth of intervals pass in minutes, while pods are replaced, goroutines block and go on, findings and watches come and go. What has grown between the
// second reading, when everything has been there once, and the last, has grown without end.
func (b *bench) runSoak(ctx context.Context) error {
	b.operator.variables = append(b.operator.variables, "DEADLOCKWATCH_INCIDENT_CLEAR_AFTER=10s", "DEADLOCKWATCH_INCIDENT_SETTLE_AFTER_START=5s")
	b.say("objects")
	if err := b.create(ctx); err != nil {
		return err
	}
	if _, err := b.operator.start(ctx); err != nil {
		return err
	}
	if err := b.believe(ctx); err != nil {
		return err
	}
	b.startSamplers(ctx, time.Hour)
	b.say("samplers")
	if err := b.awaitSynced(ctx, "start", coldLimit); err != nil {
		return err
	}
	began := time.Now()
	var seen []soakReading
	for churn := 1; len(seen) < readings; churn++ {
		if err := b.churn(ctx, churn); err != nil {
			return err
		}
		if time.Since(began) >= b.setting.soak*time.Duration(len(seen)+1)/readings {
			r, err := b.readSoak(ctx)
			if err != nil {
				return err
			}
			r.at = time.Since(began)
			seen = append(seen, r)
			b.say("%+v", r)
		}
		if err := pause(ctx, churnEvery); err != nil {
			return err
		}
	}
	w := b.tally.take()
	b.hold("intervals", time.Since(began).Seconds()/b.setting.interval.Seconds(), 0, "")
	b.hold("reports accepted", float64(len(w.latencies)), 0, "")
	b.hold("pods replaced", float64(b.replaced), 0, "")
	first, last := seen[1], seen[len(seen)-1]
	b.held("live heap, MB", first.heap, last.heap, 4)
	b.held("resident, MB", first.rss, last.rss, 16)
	b.held("threads", float64(first.threads), float64(last.threads), 4)
	b.held("open files", float64(first.files), float64(last.files), float64(b.setting.pods)/20+4)
	b.held("series but those of incidents", float64(first.series), float64(last.series), 8)
	b.held("stacks", float64(first.stacks), float64(last.stacks), 8)
	b.held("objects", float64(first.objects), float64(last.objects), 4)
	for _, l := range b.lines {
		if !l.Met {
			return fmt.Errorf("%s grows", l.What)
		}
	}
	return nil
}

// held keeps two readings of one thing, the later of which may be larger by so much.
func (b *bench) held(what string, first, last, more float64) {
	b.lines = append(b.lines, line{What: what, Figure: fmt.Sprintf("%.1f, later %.1f", first, last), Target: fmt.Sprintf("<= +%.0f", more), Met: last <= first+more, Value: last - first})
}

// churn is what happens in a cluster in a moment: pods are replaced, goroutines block somewhere, others go on.
func (b *bench) churn(ctx context.Context, n int) error {
	for range churned {
		if err := b.replace(ctx, b.replaced%len(b.samplers)); err != nil {
			return err
		}
		b.replaced++
	}
	b.samplers[n%b.setting.workloads].leaking.Store(true)
	b.samplers[(n+b.setting.workloads-leakFor%b.setting.workloads)%b.setting.workloads].leaking.Store(false)
	w := b.fleet.workloads[0]
	sets, watches := api+"/namespaces/"+w.namespace+"/staticfindingsets/", api+"/namespaces/"+w.namespace+"/deadlockwatches/"
	switch n % scanEvery {
	case 0:
		if err := b.fleet.createFindings(ctx, w, w.name+"-again"); err != nil {
			return err
		}
		return b.fleet.watch(ctx, w.namespace, "passing", "no-such-label")
	case scanEvery / 2:
		if n > scanEvery {
			if err := b.cluster.remove(ctx, sets+w.name+"-again"); err != nil {
				return err
			}
			return b.cluster.remove(ctx, watches+"passing")
		}
	}
	return nil
}

// replace ends a pod and its sampler, and makes another of the same workload.
func (b *bench) replace(ctx context.Context, i int) error {
	old := b.samplers[i]
	old.stop()
	if err := b.cluster.remove(ctx, "/api/v1/namespaces/"+old.namespace+"/pods/"+old.name); err != nil {
		return err
	}
	pod, err := b.fleet.podOf(ctx, old.of, fmt.Sprintf("%s-%s-n%06d", old.of.name, revision, b.replaced))
	if err != nil {
		return err
	}
	b.samplers[i] = b.startSampler(b.samplersContext, old.of, pod, 0)
	return nil
}

func (b *bench) readSoak(ctx context.Context) (soakReading, error) {
	var r soakReading
	heap, err := b.operator.liveHeap()
	if err != nil {
		return r, err
	}
	f, err := b.operator.footprint()
	if err != nil {
		return r, err
	}
	metrics, _, err := b.operator.metrics()
	if err != nil {
		return r, err
	}
	r = soakReading{heap: float64(heap) / megabyte, rss: float64(f.rss) / megabyte, threads: f.threads, files: f.files, series: standing(metrics), stacks: int(sum(metrics, "deadlockwatch_stacks"))}
	for _, kind := range []string{"deadlockwatches", "staticfindingsets", "blockingincidents"} {
		objects, _, err := b.cluster.sizeOf(ctx, api+"/"+kind)
		if err != nil {
			return r, err
		}
		r.objects += objects
	}
	return r, nil
}

// standing is how many series there are but those of single incidents, which come and go with them.
func standing(metrics map[string]float64) (n int) {
	for series := range metrics {
		if label(series, "incident") == "" {
			n++
		}
	}
	return n
}
