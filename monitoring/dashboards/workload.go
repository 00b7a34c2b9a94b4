package main

const (
	of   = `{namespace="$namespace",workload="$workload"}`
	site = ` * on (namespace, watch, workload, incident) group_left (function, location) max by (namespace, watch, workload, incident, function, location) (deadlockwatch_incident_info` + of + `)`
)

func workload() dashboard {
	return newDashboard("workload", "Workload", "One workload: what is blocked where, since when, and in which revision.",
		[]variable{choice("namespace", "", false), choice("workload", `{namespace="$namespace"}`, false)},
		[]panel{table("Open incidents", "", columns, "none",
			query{`max by (watch, incident, verdict, function, location, wait_reason) (deadlockwatch_incident_info` + of + `)`, ""}, "Value")},
		[]panel{
			graph("Blocked goroutines by site", "Rising with traffic is a leak. Steady may be a pool that waits for work.", 12, "none",
				query{`sum by (function, location) (sum by (namespace, watch, workload, incident) (max by (namespace, watch, workload, revision, incident) (deadlockwatch_blocked_goroutines` + of + `))` + site + `)`,
					"{{function}} {{location}}"}),
			graph("Blocked goroutines by revision", "Canary against baseline.", 12, "none",
				query{`sum by (revision) (max by (namespace, watch, workload, revision, incident) (deadlockwatch_blocked_goroutines` + of + `))`, "{{revision}}"}),
		},
		[]panel{
			table("Age of incidents, at most a day", "Since the first sample in Prometheus; status.firstSeen of the object knows more.", 12, "s",
				query{`time() - min by (incident) (min_over_time(timestamp(deadlockwatch_incident_info` + of + `)[1d:1m]))`, ""}),
			table("Confidence", "How well the stack fits its finding. Its parts (symbol, path, context) are in status.confidencePercent of the object.", 12, "percentunit",
				query{`max by (incident) (deadlockwatch_incident_confidence_ratio` + of + `)`, ""}),
		},
		[]panel{
			graph("Incidents by revision", "A canary is failed by proven and confirmed ones that the baseline does not have.", 8, "none",
				query{`max by (revision, verdict) (deadlockwatch_revision_incidents` + of + `)`, "{{revision}} {{verdict}}"}),
			graph("Coverage by revision", "", 8, "percentunit", query{`max by (revision) (deadlockwatch_coverage_ratio` + of + `)`, "{{revision}}"}),
			stacked("Pods by state", "", 8, "none",
				query{`sum by (state) (max by (watch, revision, state) (deadlockwatch_pods` + of + `)) > 0`, "{{state}}"}),
		},
		[]panel{
			table("Findings of each revision", "Usable static findings of exactly this build. 0: only proof and suspicion are possible.", columns, "none",
				query{`max by (revision) (deadlockwatch_findings` + of + `)`, ""}),
		},
	)
}
