package main

import "fmt"

// Every query takes `max by` first, which drops instance and pod: when the operator moves, two of it are visible for five minutes.
const (
	podsByState = `max by (namespace, watch, workload, revision, state) (deadlockwatch_pods{namespace=~"$namespace"%s})`
	incidents   = `max by (namespace, watch, workload, verdict) (deadlockwatch_incidents{namespace=~"$namespace"})`
)

// pods counts pods by state; selector begins with a comma.
func pods(selector string) string { return fmt.Sprintf(podsByState, selector) }

func fleet() dashboard {
	return newDashboard("fleet", "Fleet", "What is blocked anywhere, and how much of the fleet is seen.",
		[]variable{choice("namespace", "", true)},
		[]panel{
			number("Proven", "Goroutines that can never wake up.", 4, "none", "green", map[float64]string{1: "red"},
				query{`sum(max by (namespace, watch, workload) (deadlockwatch_incidents{namespace=~"$namespace",verdict="proven"}))`, ""}),
			number("Confirmed", "Blocked for long, and predicted by a finding.", 4, "none", "green", map[float64]string{1: "orange"},
				query{`sum(max by (namespace, watch, workload) (deadlockwatch_incidents{namespace=~"$namespace",verdict="confirmed"}))`, ""}),
			number("Suspected", "They gather; nobody predicted it.", 4, "none", "green", map[float64]string{1: "yellow"},
				query{`sum(max by (namespace, watch, workload) (deadlockwatch_incidents{namespace=~"$namespace",verdict="suspected"}))`, ""}),
			number("Coverage", "Observed pods among those that could be observed. Without coverage no incident means nothing.", 4, "percentunit", "red",
				map[float64]string{0.8: "orange", 0.95: "green"},
				query{"sum(" + pods(`,state="observed"`) + ") / sum(" + pods(`,state!~"starting|excluded"`) + ")", ""}),
			number("Injection self-test", "1: a new pod would get its sampler.", 4, "none", "red", map[float64]string{1: "green"},
				query{`min(deadlockwatch_injection_selftest_success)`, ""}),
			number("Certificate ends in", "Renewed 30 days before.", 4, "s", "red", map[float64]string{7 * 86400: "orange", 14 * 86400: "green"},
				query{`min(deadlockwatch_certificate_expiry_timestamp_seconds) - time()`, ""}),
		},
		[]panel{table("Open incidents", "", columns, "none",
			query{`max by (namespace, watch, workload, incident, verdict, function, location, wait_reason) (deadlockwatch_incident_info{namespace=~"$namespace"})`, ""}, "Value")},
		[]panel{
			stacked("Incidents by verdict", "", 12, "none", query{"sum by (verdict) (" + incidents + ")", "{{verdict}}"}),
			stacked("Pods by state", "Everything but observed, starting and excluded is a gap; kubectl describe dw gives the reason.", 12, "none",
				query{"sum by (state) (" + pods("") + ") > 0", "{{state}}"}),
		},
		[]panel{
			table("Coverage by workload, lowest first", "Of the revision that is seen least, among those that have pods.", 12, "percentunit",
				query{"sort(min by (namespace, workload) (max by (namespace, watch, workload, revision) (deadlockwatch_coverage_ratio{namespace=~\"$namespace\"})" +
					" and sum by (namespace, watch, workload, revision) (" + pods(`,state!~"starting|excluded"`) + ") > 0))", ""}),
			table("Most blocked goroutines", "", 12, "none",
				query{`topk(20, sum by (namespace, workload) (max by (namespace, watch, workload, revision, incident) (deadlockwatch_blocked_goroutines{namespace=~"$namespace"})))`, ""}),
		},
		[]panel{
			graph("Reports", "Of samplers, by what the operator said to them.", 8, "reqps", query{`sum by (result) (rate(deadlockwatch_reports_total[$__rate_interval]))`, "{{result}}"}),
			graph("New pods", "What the webhook did with them.", 8, "reqps",
				query{`sum by (result, reason) (rate(deadlockwatch_admissions_total[$__rate_interval]))`, "{{result}} {{reason}}"}),
			graph("Canary verdicts an hour", "", 8, "none", query{`sum by (verdict, client) (increase(deadlockwatch_canary_verdicts_total[1h]))`, "{{verdict}} {{client}}"}),
		},
	)
}
