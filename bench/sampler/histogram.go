package main

import (
	"math"
	"runtime/metrics"
	"slices"
	"time"
)

// A histogram of seconds as the Go runtime keeps it: Counts[i] lie between Bounds[i] and Bounds[i+1].
type histogram struct {
	Counts []uint64  `json:"counts"`
	Bounds []float64 `json:"bounds"`
}

// histogramOf copies one; JSON knows no infinity, so the outermost bounds are finite.
func histogramOf(from *metrics.Float64Histogram) histogram {
	bounds := slices.Clone(from.Buckets)
	for i, b := range bounds {
		if math.IsInf(b, 0) {
			bounds[i] = math.Copysign(math.MaxFloat64, b)
		}
	}
	return histogram{slices.Clone(from.Counts), bounds}
}

// since is what was added after the earlier one.
func (h histogram) since(before histogram) histogram {
	counts := slices.Clone(h.Counts)
	for i := range counts {
		counts[i] -= before.Counts[i]
	}
	return histogram{counts, h.Bounds}
}

// plus adds one of the same bounds, or takes it over.
func (h histogram) plus(other histogram) histogram {
	if len(h.Counts) == 0 {
		return other
	}
	counts := slices.Clone(h.Counts)
	for i := range counts {
		counts[i] += other.Counts[i]
	}
	return histogram{counts, h.Bounds}
}

func (h histogram) total() uint64 {
	var n uint64
	for _, c := range h.Counts {
		n += c
	}
	return n
}

// quantile is the upper bound of the bucket that holds it: never less than the truth, up to an eighth more.
func (h histogram) quantile(q float64) time.Duration {
	total := h.total()
	if total == 0 {
		return 0
	}
	rank := uint64(math.Ceil(q * float64(total)))
	var seen uint64
	for i, c := range h.Counts {
		seen += c
		if c > 0 && seen >= rank {
			return time.Duration(min(h.Bounds[i+1], 3600) * float64(time.Second))
		}
	}
	return 0
}

// quantileOf sorts what it is given.
func quantileOf(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[min(len(all)-1, int(q*float64(len(all))))]
}
