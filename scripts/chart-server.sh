#!/usr/bin/env bash
# Asks a real API server what it says to the chart: every case of helm/cases, an upgrade from the release before (helm/previous), a rollback, an uninstall.
# It brings up a control plane of its own, without nodes, for these seconds: hooks, which are pods, are left out.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
NS=deadlockwatch-system CLUSTER="chart-$$"
work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-chart.XXXXXX")
finish() {
  test-cluster/down.sh control --name "$CLUSTER" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT
KUBECONFIG=$(test-cluster/up.sh control --name "$CLUSTER" 2>"$work/up.log" | tail -n 1) || die "no control plane: $(cat "$work/up.log")"
export KUBECONFIG
kubectl=$TOOLS/kubectl helm=$TOOLS/helm
quiet() { "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; die "$*"; }; }

# The Prometheus operator's two kinds that the chart has; its module carries the definitions.
operator=$(cd "$work" && GOFLAGS=-mod=mod go mod download -json github.com/prometheus-operator/prometheus-operator@v0.85.0 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
[ -d "$operator" ] || die "the module of the Prometheus operator could not be had"
for kind in prometheusrules servicemonitors; do
  quiet "$kubectl" apply --server-side -f "$operator/example/prometheus-operator-crd/monitoring.coreos.com_$kind.yaml"
done
quiet "$kubectl" apply --server-side -f helm/deadlockwatch/files/crds
quiet "$kubectl" wait --for=condition=Established crd --all --timeout=60s
for namespace in "$NS" shop billing; do quiet "$kubectl" create namespace "$namespace"; done
quiet "$kubectl" label namespace "$NS" pod-security.kubernetes.io/enforce=restricted pod-security.kubernetes.io/warn=restricted

# 1. Every case: no unknown field, no invalid value, no warning of pod security.
for values in helm/cases/*/values.yaml; do
  name=$(basename "$(dirname "$values")")
  "$helm" template deadlockwatch helm/deadlockwatch --namespace "$NS" --kube-version 1.35.4 --set crds.install=false -f "$values" >"$work/$name.yaml"
  "$kubectl" apply --dry-run=server --validate=strict -f "$work/$name.yaml" >"$work/out" 2>&1 || { cat "$work/out" >&2; die "case $name"; }
  if [ "$name" != host-network ] && grep -i '^warning' "$work/out"; then die "case $name: the API server warns"; fi
  echo "case $name: $(grep -c 'dry run' "$work/out") objects accepted"
done

# 2. An upgrade. What the operator and people have written meanwhile stays.
quiet "$helm" install deadlockwatch helm/previous/*.tgz --namespace "$NS" --take-ownership --no-hooks
quiet "$kubectl" apply --server-side --field-manager=deadlockwatch-operator -f - <<'YAML'
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: deadlockwatch}
webhooks:
- name: shop.orders.deadlockwatch.io
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Ignore
  clientConfig: {service: {name: deadlockwatch-webhook, namespace: deadlockwatch-system, path: /inject}}
YAML
quiet "$kubectl" -n shop apply -f examples/orders/k8s/deadlockwatch.yaml
uid() { "$kubectl" -n shop get deadlockwatch orders -o jsonpath='{.metadata.uid}'; }
entries() { "$kubectl" get mutatingwebhookconfiguration deadlockwatch -o jsonpath='{.webhooks[*].name}'; }
before=$(uid)
for values in monitoring-operator placement default; do
  quiet "$helm" upgrade deadlockwatch helm/deadlockwatch --no-hooks --namespace "$NS" -f "helm/cases/$values/values.yaml"
  [ "$(uid)" = "$before" ] || die "upgrade to $values: the watch is not the one it was"
  [ "$(entries)" = shop.orders.deadlockwatch.io ] || die "upgrade to $values: the webhook's entries are '$(entries)'"
done
echo "upgrade from $(basename helm/previous/*.tgz .tgz) to $VERSION, and between values: watch and webhook entries stay"
quiet "$helm" rollback deadlockwatch 1 --no-hooks --namespace "$NS"
[ "$(uid)" = "$before" ] && [ "$(entries)" = shop.orders.deadlockwatch.io ] || die "rollback: the watch or the webhook's entries are gone"
echo "rollback: they stay"

# 3. An uninstall: of all kinds there are, nothing has the release's label but the resource definitions, which keep everybody's watches.
quiet "$helm" upgrade deadlockwatch helm/deadlockwatch --no-hooks --namespace "$NS" -f helm/cases/monitoring-operator/values.yaml --set canary.flagger=true,monitoring.dashboards.enabled=true
quiet "$helm" uninstall deadlockwatch --namespace "$NS" --wait
left=
for kind in $("$kubectl" api-resources --verbs=list -o name); do
  left+=$("$kubectl" get "$kind" -A -l app.kubernetes.io/instance=deadlockwatch -o name --ignore-not-found 2>/dev/null | grep -v '^customresourcedefinition' || true)
done
[ -z "$left" ] || die "left behind: $left"
[ "$(uid)" = "$before" ] || die "uninstall took a watch along"
echo "uninstall: nothing is left but the resource definitions and what people wrote"
