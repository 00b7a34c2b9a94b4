package main

import (
	"strconv"
	"strings"
)

// parseMetrics reads the Prometheus text format: the value of each series, by its name and labels as they stand there.
func parseMetrics(text string) map[string]float64 {
	series := map[string]float64{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if at := strings.LastIndexByte(line, ' '); at > 0 && line[0] != '#' {
			if value, err := strconv.ParseFloat(line[at+1:], 64); err == nil {
				series[line[:at]] = value
			}
		}
	}
	return series
}

// label is the value of a label of a series, without escapes; empty if it has none.
func label(series, name string) string {
	for _, before := range []string{"{", ","} {
		if _, rest, found := strings.Cut(series, before+name+`="`); found {
			value, _, _ := strings.Cut(rest, `"`)
			return value
		}
	}
	return ""
}

// sum adds the series of a family that have all these labels, each as name="value".
func sum(series map[string]float64, family string, labels ...string) float64 {
	total := 0.0
	for name, value := range series {
		if name != family && !strings.HasPrefix(name, family+"{") {
			continue
		}
		all := true
		for _, one := range labels {
			all = all && strings.Contains(name, one)
		}
		if all {
			total += value
		}
	}
	return total
}
