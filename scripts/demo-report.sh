#!/usr/bin/env bash
# Prints what a person wants to see of a watched namespace: watch, incidents, metrics, events.   demo-report.sh NAMESPACE
set -euo pipefail
. "$(dirname "$0")/lib.sh"
NS=${1:?namespace}
kubectl=$TOOLS/kubectl
title() { printf '\n\033[1m== %s\033[0m\n' "$*"; }

title "The watch"
"$kubectl" -n "$NS" get deadlockwatches
title "The incidents"
"$kubectl" -n "$NS" get blockingincidents -o jsonpath='{range .items[*]}{.metadata.name}
  blocked     {.status.location.function}
  at          {.status.location.file}:{.status.location.line}   ({.status.location.waitReason})
  verdict     {.status.verdict}: {.status.evidence}
  confidence  {.status.confidencePercent.total} %  = symbol {.status.confidencePercent.symbol}, path {.status.confidencePercent.path}, context {.status.confidencePercent.context}
  finding     {.status.finding.ruleId} in {.status.finding.set}
  goroutines  {.status.goroutines} in {.status.podsAffected} pods: {range .status.pods[*]}{.name} {end}
  since       {.status.firstSeen}
{end}'
title "Metrics, as Prometheus scrapes them from the operator"
"$kubectl" get --raw /api/v1/namespaces/deadlockwatch-system/services/deadlockwatch-operator:metrics/proxy/metrics |
  grep -E "^deadlockwatch_(incident|blocked_goroutines|coverage_ratio|incidents)" | grep "namespace=\"$NS\"" || true
title "An event, as the OpenTelemetry Collector received it"
"$kubectl" -n deadlockwatch-system logs deployment/otel-collector --tail=-1 |
  awk -v ns="k8s.namespace.name: Str($NS)" '/^LogRecord #/ {record = ""} {record = record $0 "\n"} index($0, ns) {found = 1} /^Flags:/ {if (found) {last = record}; found = 0} END {printf "%s", last}'
title "Kubernetes Events"
"$kubectl" -n "$NS" get events --field-selector reportingComponent=deadlockwatch-operator -o custom-columns=OBJECT:.involvedObject.name,REASON:.reason,MESSAGE:.message 2>/dev/null || true
title "Resident memory, as the kubelet reports it"
node=$("$kubectl" get nodes -o jsonpath='{.items[0].metadata.name}')
"$kubectl" get --raw "/api/v1/nodes/$node/proxy/stats/summary" | tr -d ' \n' | sed 's/[{,]/\n/g' | tr -d '"}]' |
  awk -F: '
    $1 == "podRef" {in_pod_ref = 1}
    $1 == "name" && in_pod_ref {pod = $2; in_pod_ref = 0; next}
    $1 == "name" {container = $2}
    $1 == "rssBytes" && container ~ /^(operator|webhook|deadlockwatch-sampler)$/ {
      printf "%-22s %-46s %6.1f MiB\n", container, pod, $2 / 1048576
      container = ""
    }' | sort
