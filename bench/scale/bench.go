package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// A bench is one run: the parts, and the figures found so far.
type bench struct {
	setting  setting
	cluster  *cluster
	operator *operator
	fleet    *fleet
	endpoint *endpoint
	tally    *tally
	began    time.Time
	lines    []line

	samplers        []*sampler
	samplersContext context.Context // ends with them
	running         sync.WaitGroup
	replaced        int
	beside          string   // processors
	aside           []string // processes that are to stay there
	hangUp          context.CancelFunc
}

// A line is one figure, and what it is held against.
type line struct {
	What, Figure, Target string
	Met                  bool // also where there is no target
	Value                float64
}

func (b *bench) close() {
	if b.hangUp != nil {
		b.hangUp()
	}
	b.operator.stop()
	b.running.Wait()
}

func (b *bench) say(format string, values ...any) {
	fmt.Fprintf(os.Stderr, "[%4ds] %s\n", int(time.Since(b.began).Seconds()), fmt.Sprintf(format, values...))
}

// note keeps a figure without a target.
func (b *bench) note(what, figure string, value float64) {
	b.lines = append(b.lines, line{What: what, Figure: figure, Met: true, Value: value})
}

// hold keeps a figure that is to be at most the limit.
func (b *bench) hold(what string, value, limit float64, unit string) {
	target := ""
	if limit > 0 {
		target = fmt.Sprintf("<= %.4g%s", limit, unit)
	}
	b.lines = append(b.lines, line{What: what, Figure: fmt.Sprintf("%.4g%s", value, unit), Target: target, Met: limit <= 0 || value <= limit, Value: value})
}

func (b *bench) print(out io.Writer) {
	s := b.setting
	fmt.Fprintf(out, "\n%d pods, %d workloads, %d watches, %d stacks a workload; a sample each %v\n\n", s.pods, s.workloads, s.watches, s.stacks, s.interval)
	width := 0
	for _, l := range b.lines {
		width = max(width, len(l.What))
	}
	for _, l := range b.lines {
		met := ""
		if l.Target != "" {
			met = map[bool]string{true: "met", false: "MISSED"}[l.Met]
		}
		fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("| %-*s | %22s | %12s | %-6s |", width, l.What, l.Figure, l.Target, met), " "))
	}
	for _, trouble := range b.tally.troubles() {
		fmt.Fprintln(out, "trouble:", trouble)
	}
}

// stepAside leaves the operator's processor to the operator.
func (b *bench) stepAside() error {
	for _, pid := range b.aside {
		if out, err := exec.Command("taskset", "-a", "-c", "-p", b.beside, pid).CombinedOutput(); err != nil {
			return fmt.Errorf("taskset: %w: %s", err, out)
		}
	}
	return nil
}

// startSamplers has one for each pod; they report at different times within an interval.
func (b *bench) startSamplers(ctx context.Context, age time.Duration) {
	b.samplersContext, b.hangUp = context.WithCancel(ctx)
	for i, pod := range b.fleet.pods {
		b.samplers = append(b.samplers, b.startSampler(b.samplersContext, b.fleet.workloadOf(i), pod, age))
	}
}

func (b *bench) startSampler(ctx context.Context, of *workload, pod podRef, age time.Duration) *sampler {
	s := newSampler(b.endpoint, of, pod, age)
	ctx, s.stop = context.WithCancel(ctx)
	b.running.Go(func() { s.run(ctx) })
	return s
}

// awaitSynced waits until the operator knows everything of every pod, or the time is over: how many it has not heard then is a figure like any other.
func (b *bench) awaitSynced(ctx context.Context, what string, limit time.Duration) error {
	end, said := time.Now().Add(limit), time.Now()
	for {
		missing := 0
		for _, s := range b.samplers {
			if !s.synced.Load() {
				missing++
			}
		}
		if missing == 0 || time.Now().After(end) {
			b.holdZero(what+": samplers not heard", missing)
			return nil
		}
		if time.Since(said) > 10*time.Second {
			said = time.Now()
			b.say("%d samplers are not heard yet", missing)
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}
