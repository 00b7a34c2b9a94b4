package main

const watches = `{namespace=~"$namespace"}`

func cost() dashboard {
	perPod := `sum by (namespace, watch) (rate(deadlockwatch_sampler_cpu_seconds_total` + watches + `[$__rate_interval])) / sum by (namespace, watch) (` + pods(`,state="observed"`) + `)`
	return newDashboard("cost", "Cost of sampling", "What the samplers use, what they ask of their targets, and what they refuse to do.",
		[]variable{choice("namespace", "", true)},
		[]panel{
			graph("CPU of samplers by watch", "Cores.", 8, "none",
				query{`sum by (namespace, watch) (rate(deadlockwatch_sampler_cpu_seconds_total` + watches + `[$__rate_interval]))`, "{{namespace}}/{{watch}}"}),
			graph("CPU of one sampler", "Mean over observed pods, in cores.", 8, "none", query{perPod, "{{namespace}}/{{watch}}"}),
			graph("Memory of the largest sampler", "VmRSS, which counts mapped files: the kubelet's working set is smaller.", 8, "bytes",
				query{`max by (namespace, watch) (deadlockwatch_sampler_memory_bytes` + watches + `)`, "{{namespace}}/{{watch}}"}),
		},
		[]panel{
			graph("Snapshots by rung", "1: counts. 2: leak profile. 3: full dump.", 8, "ops",
				query{`sum by (rung, outcome) (rate(deadlockwatch_snapshots_total` + watches + `[$__rate_interval])) > 0`, "{{rung}} {{outcome}}"}),
			graph("Time of a snapshot", "95 of 100 are faster.", 8, "s",
				query{`histogram_quantile(0.95, sum by (le, rung) (rate(deadlockwatch_snapshot_duration_seconds_bucket[$__rate_interval])))`, "{{rung}}"}),
			graph("Upper bound of pauses", "Seconds a second, all targets of a watch together. No target stood still for longer; most for far less.", 8, "none",
				query{`sum by (namespace, watch, rung) (rate(deadlockwatch_pause_upper_bound_seconds_total` + watches + `[$__rate_interval]))`, "{{namespace}}/{{watch}} {{rung}}"}),
		},
		[]panel{
			graph("Dearer snapshots refused", "Something was suspicious, and a budget or a rule said no.", 8, "ops",
				query{`sum by (rung, reason) (rate(deadlockwatch_snapshot_refusals_total` + watches + `[$__rate_interval]))`, "{{rung}} {{reason}}"}),
			graph("Time to answer a report", "Operator; 95 of 100 are faster.", 8, "s",
				query{`histogram_quantile(0.95, sum by (le) (rate(deadlockwatch_report_duration_seconds_bucket[$__rate_interval])))`, "operator"}),
			graph("Distinct stacks held", "Operator.", 8, "none", query{`max(deadlockwatch_stacks)`, "operator"}),
		},
		[]panel{
			graph("Bounds reached an hour", "See the runbook of DeadlockWatchLimitReached.", columns, "none",
				query{`sum by (limit) (increase(deadlockwatch_limit_hits_total[1h]))`, "{{limit}}"}),
		},
	)
}
