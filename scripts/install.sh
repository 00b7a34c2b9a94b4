#!/usr/bin/env bash
# Installs DeadlockWatch with Helm on the cluster of $KUBECONFIG, with a small OpenTelemetry Collector that receives its events.
#   install.sh [helm arguments...]
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
kubectl=$TOOLS/kubectl
"$kubectl" create namespace deadlockwatch-system --dry-run=client -o yaml | "$kubectl" apply -f - >/dev/null
"$kubectl" label --overwrite namespace deadlockwatch-system pod-security.kubernetes.io/enforce=restricted >/dev/null
"$kubectl" apply -n deadlockwatch-system -f examples/opentelemetry/collector.yaml
# The tag stays while the image changes with every build: an annotation that changes with it makes the pods start anew.
"$TOOLS/helm" upgrade --install deadlockwatch helm/deadlockwatch --namespace deadlockwatch-system \
  --set opentelemetry.endpoint=http://otel-collector.deadlockwatch-system:4317 \
  --set-string podAnnotations.sources="$(cut -c1-16 "$IMAGES/operator.sources")" --wait --timeout 4m "$@"
"$kubectl" -n deadlockwatch-system rollout status deployment/otel-collector --timeout=60s
