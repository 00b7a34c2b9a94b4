package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

const megabyte = 1e6

// printResult writes one table: a column each way of watching, and in parentheses how it compares with nothing.
func printResult(out io.Writer, r result) {
	fmt.Fprintf(out, "\n%d goroutines, %d of them blocked for ever on %d stacks; %d requests/s\n\n", r.Goroutines, r.Blocked, r.BlockedStacks, requestsASecond)
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	row := func(name string, cell func(figures) string) {
		fmt.Fprint(table, name)
		for _, way := range r.Ways {
			fmt.Fprint(table, "\t", cell(way))
		}
		fmt.Fprintln(table, "\t")
	}
	alone := r.Ways[0]
	row("", func(f figures) string { return f.Kind })
	row("request p50", func(f figures) string { return compared(f.P50, alone.P50) })
	row("request p99", func(f figures) string { return compared(f.P99, alone.P99) })
	row("p99 of one phase", func(f figures) string { return short(f.P99Least) + " to " + short(f.P99Most) })
	row("met a profile", func(f figures) string { return share(f.Met, f.Requests) })
	row("p99 of the others", func(f figures) string { return compared(f.P99Apart, alone.P99) })
	row("request max", func(f figures) string { return compared(f.Max, alone.Max) })
	row("ready to running p50", func(f figures) string { return compared(f.SchedP50, alone.SchedP50) })
	row("ready to running p99", func(f figures) string { return compared(f.SchedP99, alone.SchedP99) })
	row("ready to running max", func(f figures) string { return compared(f.SchedMax, alone.SchedMax) })
	row("pauses (not GC)", func(f figures) string { return fmt.Sprint(f.Pauses) })
	row("longest pause", func(f figures) string { return short(f.PauseMax) })
	row("longest until all stood", func(f figures) string { return short(f.StopMax) })
	row("CPU of the target", func(f figures) string { return fmt.Sprintf("%.2f %%", f.CPUPercent) })
	row("memory of the target", func(f figures) string { return fmt.Sprintf("%.0f MB", float64(f.RSSBytes)/megabyte) })
	row("failed requests", func(f figures) string { return fmt.Sprint(f.Failed) })
	_ = table.Flush() // to a terminal or pipe: nobody to tell
	fmt.Fprintf(out, "\nsampler: %.1f MB resident (%.1f MB proportional), %.2f %% of a core, a sample every %v; told of %d of %d blocked stacks, %d of %d goroutines\n",
		float64(r.SamplerRSS)/megabyte, float64(r.SamplerPSS)/megabyte, r.SamplerCPUPercent, r.Interval, r.CoveredStacks, r.BlockedStacks, r.Covered, r.Blocked)
}

func share(part, all int) string {
	return fmt.Sprintf("%.2f %%", 100*float64(part)/float64(max(all, 1)))
}

func compared(d, alone time.Duration) string {
	if alone == 0 {
		return short(d)
	}
	return fmt.Sprintf("%s (%.2f)", short(d), float64(d)/float64(alone))
}

// short has three digits that matter.
func short(d time.Duration) string {
	switch {
	case d >= time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	case d >= time.Millisecond:
		return fmt.Sprintf("%.2f ms", d.Seconds()*1e3)
	default:
		return fmt.Sprintf("%.0f us", d.Seconds()*1e6)
	}
}

// What a size of target allows the sampler: resident bytes, and percent of a core.
var footprints = map[int]struct{ rss, cpu float64 }{1_000: {36e6, 0.3}, 10_000: {40e6, 1}}

func printTarget(out io.Writer, what string, met bool, figure string) {
	word := "missed"
	if met {
		word = "met"
	}
	fmt.Fprintf(out, "  %-6s  %s: %s\n", word, what, figure)
}

// printTargets holds the figures against what the sampler is to keep to.
func printTargets(out io.Writer, results []result) {
	fmt.Fprintln(out, "\ntargets")
	line := func(what string, met bool, figure string) { printTarget(out, what, met, figure) }
	for _, r := range results {
		alone, beside := r.Ways[0], r.Ways[1]
		size := fmt.Sprintf("%d goroutines, ", r.Goroutines)
		if r.Goroutines == 10_000 {
			ratio := float64(beside.P99) / float64(max(alone.P99, 1))
			line(size+"request p99 at most 2 % above that of nothing", ratio <= 1.02, fmt.Sprintf("%.3f", ratio))
		}
		line(size+"no pause over 1 ms", beside.PauseMax <= time.Millisecond || beside.PauseMax <= alone.PauseMax, short(beside.PauseMax)+", "+short(alone.PauseMax)+" with nothing")
		line(size+"the first sample within 500 ms of the lease", r.FirstSample <= 500*time.Millisecond, short(r.FirstSample))
		line(size+"every blocked stack told", r.CoveredStacks == r.BlockedStacks, fmt.Sprintf("%d of %d", r.CoveredStacks, r.BlockedStacks))
		if limit, ok := footprints[r.Goroutines]; ok {
			line(fmt.Sprintf("%sat most %.0f MB resident", size, limit.rss/megabyte), float64(r.SamplerRSS) <= limit.rss, fmt.Sprintf("%.1f MB", float64(r.SamplerRSS)/megabyte))
			line(fmt.Sprintf("%sat most %.1f %% of a core", size, limit.cpu), r.SamplerCPUPercent <= limit.cpu, fmt.Sprintf("%.2f %%", r.SamplerCPUPercent))
		}
	}
}
