#!/usr/bin/env bash
# Tests the alert rules as the chart renders them: promtool, a test for each alert, a runbook for each alert.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-rules.XXXXXX")
trap 'rm -rf "$work"' EXIT

# rules FORMAT: the rule file inside the object that the chart makes of it.
rules() {
  "$TOOLS/helm" template deadlockwatch helm/deadlockwatch --namespace deadlockwatch-system --kube-version 1.35.4 -s templates/monitoring-alerts.yaml \
    --set monitoring.alerts.format="$1" --set monitoring.alerts.dashboardUrl=https://grafana.example.com/d/%s
}
rules ConfigMap | sed '1,/^  deadlockwatch.yaml: |/d; s/^    //' >"$work/deadlockwatch.yaml"
rules PrometheusRule | sed '1,/^spec:/d; s/^  //' | diff - "$work/deadlockwatch.yaml" || die "the PrometheusRule has other rules than the ConfigMap"
cp monitoring/rules/*.yaml "$work"

"$TOOLS/promtool" check rules --lint=all --lint-fatal "$work/deadlockwatch.yaml"
alerts=$(sed -n 's/^  - alert: //p' helm/deadlockwatch/files/rules/deadlockwatch.yaml)
for alert in $alerts; do
  [ -f "monitoring/rules/$alert.yaml" ] || die "no test for $alert: monitoring/rules/$alert.yaml"
  [ -f "docs/runbooks/$alert.md" ] || die "no runbook for $alert: docs/runbooks/$alert.md"
  for part in "What it means" "How to look" "How to fix" "How to silence"; do
    grep -qx "## $part" "docs/runbooks/$alert.md" || die "docs/runbooks/$alert.md has no part \"$part\""
  done
  # Silent, then firing with all its words, then silent again.
  [ "$(grep -c 'exp_alerts: \[\]' "monitoring/rules/$alert.yaml")" -ge 2 ] || die "$alert is not tested to stay silent and to end"
  grep -q "runbook_url: https://deadlockwatch.io/runbooks/$alert\$" "monitoring/rules/$alert.yaml" || die "$alert is not tested to fire"
done
for file in monitoring/rules/*.yaml docs/runbooks/Deadlock*.md docs/runbooks/Blocked*.md; do
  name=$(basename "${file%.*}")
  grep -qx "$name" <<<"$alerts" || die "$file is about no alert"
done
"$TOOLS/promtool" test rules "$work"/[BD]*[A-Z]*.yaml
echo "$(wc -w <<<"$alerts") alerts"
