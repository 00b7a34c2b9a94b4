#!/usr/bin/env bash
# Removes everything that demo.sh brought up: the local cluster, or (with KUBECONFIG) the demo's namespaces and cluster-wide objects.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
# The local cluster is that also for who exported its kubeconfig, as the demo says at its end.
[ "${KUBECONFIG:-}" != "$LOCAL_KUBECONFIG" ] || unset KUBECONFIG
if [ -z "${KUBECONFIG:-}" ]; then
  test-cluster/down.sh full
  exit 0
fi
kubectl=$TOOLS/kubectl
"$kubectl" delete namespace deadlockwatch-demo --ignore-not-found --timeout=120s
"$TOOLS/helm" uninstall deadlockwatch --namespace deadlockwatch-system --ignore-not-found --wait
"$kubectl" delete namespace deadlockwatch-system --ignore-not-found --timeout=120s
"$kubectl" delete -f crds/src/main/resources/crds --ignore-not-found --timeout=60s
